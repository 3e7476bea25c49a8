// The user's server of the emulator's row: reads the body, replies an NCCO to `/answer` and 204 to all else.
import { createServer } from 'node:http';

const NCCO = JSON.stringify([
  { action: 'talk', text: 'One moment, please.' },
  { action: 'notify', payload: { step: 1 }, eventUrl: ['http://127.0.0.1/event'] },
  { action: 'connect', from: '14155550100', endpoint: [{ type: 'phone', number: '447700900444' }] },
]);

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    Buffer.concat(chunks);
    if (request.url.startsWith('/answer'))
      response.writeHead(200, { 'content-type': 'application/json' }).end(ncco);
    else response.writeHead(204).end();
  });
});
let ncco = NCCO;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  ncco = NCCO.replace('http://127.0.0.1/', `http://127.0.0.1:${port}/`);
  console.log(JSON.stringify({ port }));
});
