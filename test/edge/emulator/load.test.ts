import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import type { Speed } from '../../../src/edge/emulator/running-emulator.ts';

const clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (milliseconds: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true });
    }),
};

/** What the server was told of one conversation. */
interface Told {
  readonly from: readonly string[];
  readonly statuses: Readonly<Record<string, readonly string[]>>;
  readonly notified: readonly string[];
}

const startServer = async () => {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../../support/counting-server.js', import.meta.url))],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = `http://127.0.0.1:${(JSON.parse(line.toString()) as { port: number }).port}`;
  return {
    url,
    report: async () => (await (await fetch(`${url}/report`)).json()) as readonly Told[],
    close: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
};

it.each<[count: number, speed: Speed]>([
  [300, 20],
  [3000, 'instant'],
])('%i calls at once, at speed %s: each has its own course', { timeout: 120_000 }, async (count, speed) => {
  const server = await startServer();
  const emulator = await startEmulatorHost({
    clock,
    seed: 'load',
    speed,
    numbers: ['14155550100'],
    users: [],
    answerUrl: `${server.url}/answer`,
    eventUrl: `${server.url}/event`,
  });
  try {
    const callers = Array.from({ length: count }, (_, index) => String(447_700_000_000 + index));
    const outcomes = await Promise.all(
      callers.map((from) => emulator.placeCall({ from, to: '14155550100', press: [] })),
    );
    expect(outcomes.filter(({ completed, problems }) => !completed || problems.length > 0)).toEqual([]);
    expect(new Set(outcomes.map(({ conversation }) => conversation)).size).toBe(count);
    const told = await server.report();
    // One conversation for each caller, asked about once, and notified of nobody else.
    expect(told.map(({ from }) => from.join()).sort()).toEqual(callers);
    expect(told.filter(({ from, notified }) => notified.join() !== from.join())).toEqual([]);
    // Two legs, each with the statuses of a call that went well. In which order they arrive nobody promises.
    const courses = told.map(({ statuses }) =>
      Object.values(statuses)
        .map((seen) => [...seen].sort().join())
        .join(' '),
    );
    const course = 'answered,completed,ringing,started';
    expect(new Set(courses)).toEqual(new Set([`${course} ${course}`]));
  } finally {
    await emulator.close();
    await server.close();
  }
});

it('nobody waits for another call’s slow reply in real time', { timeout: 60_000 }, async () => {
  const COUNT = 200;
  const waiting: ServerResponse[] = [];
  // Answers nobody before all have asked: were they asked in turns, they would all be too late.
  const server = createServer((request, response) => {
    request.resume();
    if (request.method === 'POST') return void response.writeHead(204).end();
    waiting.push(response);
    if (waiting.length === COUNT)
      for (const one of waiting) one.end(JSON.stringify([{ action: 'talk', text: 'Hello.' }]));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const emulator = await startEmulatorHost({
    clock,
    seed: 'slow',
    speed: 1,
    numbers: ['14155550100'],
    users: [],
    answerUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer`,
  });
  try {
    const outcomes = await Promise.all(
      Array.from({ length: COUNT }, (_, index) =>
        emulator.placeCall({ from: String(447_700_000_000 + index), to: '14155550100', press: [] }),
      ),
    );
    expect(outcomes.flatMap(({ problems }) => problems)).toEqual([]);
  } finally {
    await emulator.close();
    server.closeAllConnections();
    server.close();
  }
});
