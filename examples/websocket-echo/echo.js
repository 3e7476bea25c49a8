// An application that connects every call to a WebSocket of its own, and lets callers hear themselves.
// It needs nothing but `ws` (npm install ws; a clone of this project has it). Run it, and call it in another terminal:
//
//   node examples/websocket-echo/echo.js
//   vonage-flow call --answer-url http://localhost:8080/answer --event-url http://localhost:8080/event --say "Hello?"

import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const port = Number(process.env.PORT ?? 8080);

const connectTo = (host) => [
  {
    action: 'connect',
    endpoint: [
      {
        type: 'websocket',
        // The host that Vonage asked, so that it works behind a tunnel too.
        uri: `wss://${host}/audio`,
        'content-type': 'audio/l16;rate=16000',
        headers: { started: new Date().toISOString() },
      },
    ],
  },
];

const server = createServer((request, response) => {
  request.resume();
  if (!request.url?.split('?')[0]?.endsWith('/answer')) {
    response.writeHead(204).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(connectTo(request.headers.host)));
});

const sockets = new WebSocketServer({ server, path: '/audio' });

sockets.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      // 20 ms of sound: 640 bytes at 16 kHz. What goes back is heard by the caller.
      socket.send(data);
      return;
    }
    const message = JSON.parse(data.toString());
    console.log(message);
    // `*` stops what is being played, `#` asks to be told when all of it was heard.
    if (message.digit === '*') socket.send(JSON.stringify({ action: 'clear' }));
    if (message.digit === '#') socket.send(JSON.stringify({ action: 'notify', payload: { heard: true } }));
  });
  socket.on('close', (code) => console.log(`The call is over (${code}).`));
});

server.listen(port, () => console.log(`Answering at http://localhost:${port}/answer`));
