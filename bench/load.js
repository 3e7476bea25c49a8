// Sends webhooks over raw keep-alive sockets as fast as the other side answers, and prints what it measured as JSON.
// A process of its own, so that making the load does not slow the server that is measured.
//   node bench/load.js <port> <requests> <connections> <signature secret>
import { connect } from 'node:net';
import { eventRequest, leg, sign } from './signed-event.js';

const [port, total, connections, secret] = [
  Number(process.argv[2]),
  Number(process.argv[3]),
  Number(process.argv[4]),
  process.argv[5],
];

/** One answer webhook among so many events: often enough for a p99, too seldom to change the load. */
const ANSWER_EVERY = 50;

const answerRequest = (index) => {
  const query = `to=442079460111&from=447700900222&uuid=${leg(index)}&conversation_uuid=CON-${leg(index)}`;
  return Buffer.from(
    `GET /webhooks/voice/answer?${query} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${sign('', secret)}\r\n\r\n`,
  );
};

const requests = Array.from({ length: total }, (_, index) => ({
  isAnswer: index % ANSWER_EVERY === 0,
  bytes: index % ANSWER_EVERY === 0 ? answerRequest(index) : eventRequest(index, port, secret),
}));

let next = 0;
let wrong = 0;
const answerMilliseconds = [];

const worker = () =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let current;
    let sentAt = 0;
    let received = '';
    const send = () => {
      if (next >= requests.length) {
        socket.end();
        resolve();
        return;
      }
      current = requests[next];
      next += 1;
      received = '';
      sentAt = performance.now();
      socket.write(current.bytes);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const end = received.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(received)?.[1] ?? 0);
      if (received.length < end + 4 + length) return;
      if (!/^HTTP\/1\.1 20[04]/.test(received)) wrong += 1;
      if (current.isAnswer) answerMilliseconds.push(performance.now() - sentAt);
      send();
    });
  });

const startedAt = performance.now();
await Promise.all(Array.from({ length: connections }, worker));
const seconds = (performance.now() - startedAt) / 1000;
answerMilliseconds.sort((left, right) => left - right);
console.log(
  JSON.stringify({
    perSecond: total / seconds,
    answerP99: answerMilliseconds[Math.floor(answerMilliseconds.length * 0.99)],
    wrong,
  }),
);
