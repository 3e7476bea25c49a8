// The same menu in Fastify.
import Fastify from 'fastify';

const app = Fastify();
const here = ({ headers }) => `${headers['x-forwarded-proto']}://${headers.host}`;

app.get('/answer', async (request) => [
  { action: 'talk', text: 'Press 1 for a colleague', bargeIn: true },
  { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 }, eventUrl: [`${here(request)}/dtmf`] },
]);
app.post('/dtmf', async (request) => {
  if (request.body.dtmf.digits !== '1') return [{ action: 'talk', text: 'Goodbye' }];
  return [
    { action: 'stream', streamUrl: [`${here(request)}/audio/hold.mp3`] },
    {
      action: 'connect',
      from: '14155550100',
      eventType: 'synchronous',
      eventUrl: [`${here(request)}/connected`],
      endpoint: [{ type: 'phone', number: '447700900444', onAnswer: { url: `${here(request)}/on-answer` } }],
    },
  ];
});
app.get('/on-answer', async () => [{ action: 'talk', text: 'A call for you' }]);
app.post('/connected', async ({ body }) =>
  body.status === 'busy' ? [{ action: 'talk', text: 'Everybody is busy' }] : [],
);
for (const path of ['/event', '/rtc']) app.post(path, (_request, reply) => reply.code(204).send());
app.get('/audio/hold.mp3', (_request, reply) => reply.type('audio/mpeg').send('ID3 hold music'));

await app.listen({ host: '127.0.0.1', port: 0 });
console.log(JSON.stringify({ port: app.server.address().port }));
