// Sends so many webhooks at full speed to a `listen` that records them, and holds what was answered against what stands on disk. Prints
// what it counted as JSON; `--kill` ends the listener with SIGKILL when half of them are answered.
//   node bench/record.js <requests> [--kill]
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventRequest } from './signed-event.js';
import { SECRET, startListener } from './start-listener.js';

const total = Number(process.argv[2] ?? 100_000);
const isKilled = process.argv.includes('--kill');
const CONNECTIONS = 32;
/** So often memory is looked at. */
const LOOKS = 10;

const residentMegabytes = (pid) => {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
  } catch {
    // Another system, or the process is gone.
    return undefined;
  }
};

/** Sends on one connection, each webhook when the one before is answered, until there are no more or the other side is gone. */
const send = (port, take, answered) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let index;
    let received = '';
    const next = () => {
      index = take();
      if (index === undefined) return socket.end();
      received = '';
      socket.write(requests[index]);
    };
    socket.on('connect', next);
    socket.on('error', () => {});
    socket.on('close', resolve);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (!received.endsWith('\r\n\r\n')) return;
      if (!received.startsWith('HTTP/1.1 204')) throw new Error(`answered with ${received.slice(0, 40)}`);
      answered(index);
      next();
    });
  });

/** The numbers of the webhooks in the records, in their order there, and the ids that the listener gave them. */
const recorded = async (folder) => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .toSorted();
  const [numbers, ids] = [[], []];
  let torn = 0;
  for (const name of files) {
    for await (const line of createInterface({ input: createReadStream(join(folder, name)) })) {
      if (line === '') continue;
      let record;
      try {
        record = JSON.parse(line);
      } catch {
        torn += 1;
        continue;
      }
      if (record.type !== 'exchange') continue;
      numbers.push(record.request.body.n);
      ids.push(record.id);
    }
  }
  return { files: files.length, numbers, ids, torn };
};

const cwd = mkdtempSync(join(tmpdir(), 'vonage-flow-record-'));
const listener = await startListener(cwd);
const requests = Array.from({ length: total }, (_, n) => eventRequest(n, listener.port, SECRET, { n }));
try {
  const memory = [];
  let at = 0;
  const inTurn = [];
  const take = () => (at < total ? at++ : undefined);
  /** By connection, in the order in which they were answered there. */
  const chains = Array.from({ length: CONNECTIONS }, () => []);
  const answered = (chain) => (index) => {
    chain.push(index);
    inTurn.push(index);
    if (inTurn.length % Math.ceil(total / LOOKS) === 0) memory.push(residentMegabytes(listener.child.pid));
    if (isKilled && inTurn.length === Math.ceil(total / 2)) listener.stop('SIGKILL');
  };
  const startedAt = performance.now();
  await Promise.all(chains.map((chain) => send(listener.port, take, answered(chain))));
  const seconds = (performance.now() - startedAt) / 1000;
  if (!isKilled) await listener.stop();
  const { files, numbers, ids, torn } = await recorded(join(cwd, '.vonage-flow'));
  const placeOf = new Map(numbers.map((number, place) => [number, place]));
  const isAscending = (list) => list.every((one, index) => index === 0 || one > list[index - 1]);
  console.log(
    JSON.stringify({
      sent: at,
      answered: inTurn.length,
      recorded: numbers.length,
      missing: inTurn.filter((number) => !placeOf.has(number)).length,
      doubles: numbers.length - placeOf.size,
      torn,
      // By arrival, and each connection's own webhooks as they were sent.
      ordered:
        isAscending(ids) && chains.every((chain) => isAscending(chain.map((number) => placeOf.get(number)))),
      files,
      perSecond: Math.round(inTurn.length / seconds),
      memory,
    }),
  );
} finally {
  await listener.stop('SIGKILL');
  rmSync(cwd, { recursive: true, force: true });
}
