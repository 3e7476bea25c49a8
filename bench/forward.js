// How long an answer webhook takes, in turns straight to a server and through a listener that forwards to it.
// `node bench/forward.js <port of the server> <port of the listener> <signature secret>` prints milliseconds as JSON.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { inTurns, percentiles } from './in-turns.js';

const [direct, ours] = process.argv.slice(2, 4).map(Number);
const secret = process.argv[4];
const ROUNDS = 9;
const REQUESTS = 2000;
/** Calls that come in at once. More would measure how long they wait for one another. */
const AT_ONCE = 4;

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

const sign = () => {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    iss: 'Vonage',
    payload_hash: createHash('sha256').update('').digest('hex'),
  })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};

/** One answer webhook of a call of its own; its time in milliseconds. */
const ask = (port, number) => {
  const leg = String(number).padStart(32, '0');
  const path = `/answer?to=442079460111&from=447700900222&uuid=${leg}&conversation_uuid=CON-${leg}`;
  const headers = { authorization: `Bearer ${sign()}` };
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    request({ host: '127.0.0.1', port, path, headers, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
      response.resume().on('end', () => resolve(performance.now() - startedAt));
    })
      .on('error', reject)
      .end();
  });
};

let asked = 0;
const turn = async (port) => {
  const times = [];
  const caller = async () => {
    while (times.length < REQUESTS) {
      asked += 1;
      times.push(await ask(port, asked));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  return percentiles(times);
};

const results = await inTurns(turn, { direct, ours }, ROUNDS);
agent.destroy();
console.log(JSON.stringify(results));
