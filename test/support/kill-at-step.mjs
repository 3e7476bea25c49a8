// Preloaded into the command: it dies, as by kill -9, before the step with the number KILL_AT. A step is what outlives the process: an
// operation on a file of the state folder, and a request to the API.
import fs from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';

const killAt = Number(process.env.KILL_AT);
let steps = 0;
const step = () => {
  steps += 1;
  if (steps === killAt) process.kill(process.pid, 'SIGKILL');
  // Nothing more may happen until the signal arrives.
  if (steps >= killAt) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
};

const isState = (path) => String(path).includes('/state/vonage-flow');
for (const name of ['open', 'rename', 'link', 'rm', 'mkdir', 'chmod']) {
  const original = fs.promises[name];
  fs.promises[name] = (path, ...rest) => {
    if (isState(path)) step();
    return original(path, ...rest);
  };
}

const { request } = http;
http.request = (...args) => {
  const sent = request(...args);
  // The webhooks of others are not ours.
  if (/\/v2\/applications/.test(sent.path)) step();
  // An answer has arrived, and nobody has seen it yet.
  sent.prependOnceListener('response', () => step());
  return sent;
};
syncBuiltinESMExports();
