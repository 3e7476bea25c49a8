// Emulated calls of ten webhooks each on virtual time, against as many bare requests through undici, to one server in
// a process of its own; in turns. Prints what it measured as JSON.
//   node bench/emulator.js <port> [rounds] [calls] [--memory]
// `--memory`: 20,000 calls and what they leave behind, instead of the comparison.
import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { Pool } from 'undici';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [port, rounds = 7, calls = 1000] = process.argv
  .slice(2)
  .filter((word) => word !== '--memory')
  .map(Number);
const url = `http://127.0.0.1:${port}`;
const WEBHOOKS = 10;
/** As many as the emulator opens to one server. */
const CONNECTIONS = 64;

/** The host is no part of the public API: it is bundled as the program has it. */
const loadHost = async () => {
  const folder = mkdtempSync(join(root, 'node_modules', '.bench-'));
  const outfile = join(folder, 'host.mjs');
  try {
    await build({
      absWorkingDir: root,
      entryPoints: ['src/edge/emulator/host.ts'],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      // The oldest Node we run on does not know `await using`.
      target: 'node20.19',
      packages: 'external',
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const { startEmulatorHost } = await loadHost();
const emulator = await startEmulatorHost({
  clock: {
    now: Date.now,
    monotonic: () => performance.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  },
  seed: 'bench',
  speed: 'instant',
  numbers: ['14155550100'],
  users: [],
  answerUrl: `${url}/answer`,
  eventUrl: `${url}/event`,
});

const emulated = async (count) => {
  const startedAt = performance.now();
  const outcomes = await Promise.all(
    Array.from({ length: count }, () =>
      emulator.placeCall({ from: '447700900222', to: '14155550100', press: [] }),
    ),
  );
  const wrong = outcomes.find(({ completed, problems }) => !completed || problems.length > 0);
  if (wrong) throw new Error(`a call went wrong: ${JSON.stringify(wrong)}`);
  return (count * WEBHOOKS * 1000) / (performance.now() - startedAt);
};

/** An event as the emulator sends it, without a signature. */
const EVENT = JSON.stringify({
  headers: {},
  from: '447700900222',
  to: '14155550100',
  uuid: '0123456789abcdef0123456789abcdef',
  conversation_uuid: 'CON-01234567-89ab-4def-8123-456789abcdef',
  status: 'started',
  direction: 'inbound',
  timestamp: new Date().toISOString(),
});
const pool = new Pool(url, { connections: CONNECTIONS });

const bare = async (count) => {
  const startedAt = performance.now();
  let left = count * WEBHOOKS;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const { body } = await pool.request({
        path: '/event',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: EVENT,
      });
      await body.text();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  return (count * WEBHOOKS * 1000) / (performance.now() - startedAt);
};

const memory = async () => {
  const levels = [];
  for (let thousand = 0; thousand < 20; thousand += 1) {
    await emulated(1000);
    globalThis.gc?.();
    levels.push(Math.round(process.memoryUsage().rss / 1024 / 1024));
  }
  return { levels };
};

const compare = async () => {
  let webhooks = 0;
  const unsubscribe = emulator.subscribe(({ event }) => {
    if (event.name === 'webhook-sent') webhooks += 1;
  });
  await emulated(200);
  unsubscribe();
  if (webhooks !== 200 * WEBHOOKS) throw new Error(`a call has ${webhooks / 200} webhooks, not ${WEBHOOKS}`);
  await bare(200);
  const ours = [];
  const others = [];
  for (let round = 0; round < rounds; round += 1) {
    others.push(await bare(calls));
    ours.push(await emulated(calls));
  }
  return { ours, bare: others };
};

console.log(JSON.stringify(process.argv.includes('--memory') ? await memory() : await compare()));
await Promise.all([pool.close(), emulator.close()]);
