// The phone menu in Express, as somebody would write it who knows nothing of vonage-flow.
import express from 'express';

const app = express().use(express.json());
const here = (request) => `${request.get('x-forwarded-proto')}://${request.get('host')}`;

app.get('/answer', (request, response) => {
  response.json([
    { action: 'talk', text: 'Press 1 for a colleague', bargeIn: true },
    { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 }, eventUrl: [`${here(request)}/dtmf`] },
  ]);
});
app.post('/dtmf', (request, response) => {
  if (request.body.dtmf.digits !== '1') return response.json([{ action: 'talk', text: 'Goodbye' }]);
  return response.json([
    { action: 'stream', streamUrl: [`${here(request)}/audio/hold.mp3`] },
    {
      action: 'connect',
      from: '14155550100',
      eventType: 'synchronous',
      eventUrl: [`${here(request)}/connected`],
      endpoint: [{ type: 'phone', number: '447700900444', onAnswer: { url: `${here(request)}/on-answer` } }],
    },
  ]);
});
app.get('/on-answer', (_request, response) => response.json([{ action: 'talk', text: 'A call for you' }]));
app.post('/connected', (request, response) => {
  response.json(request.body.status === 'busy' ? [{ action: 'talk', text: 'Everybody is busy' }] : []);
});
app.post(['/event', '/rtc'], (_request, response) => response.sendStatus(204));
app.get('/audio/hold.mp3', (_request, response) => response.type('audio/mpeg').send('ID3 hold music'));

const server = app.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
