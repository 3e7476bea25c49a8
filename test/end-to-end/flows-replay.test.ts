import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { Reply, WebhookRequest } from '../../src/flow/webhook-request.ts';
import type { Place } from '../support/cli.ts';
import { runCli } from '../support/cli.ts';
import { cliStory } from '../support/cli-story.ts';
import { flowsAt } from '../support/flows-here.ts';
import { testListener } from '../support/listener.ts';
import { emptyPlace, ivrPlace, startListening } from '../support/whole-flow.ts';

const IVR = fileURLToPath(new URL('../cases/flows/records/ivr.ndjson', import.meta.url));

const recorded = (): Place => {
  const place = emptyPlace();
  mkdirSync(join(place.folder, '.vonage-flow'));
  cpSync(IVR, join(place.folder, '.vonage-flow', '2026-03-01T09-30-00-000Z-99999999.ndjson'));
  return place;
};

const HEADER = '{"v":1,"type":"record","tool":"vonage-flow"}\n';

/** A folder with these exchanges of one call. */
const written = (records: readonly object[]): Place => {
  const place = emptyPlace();
  mkdirSync(join(place.folder, '.vonage-flow'));
  const lines = records.map(
    (record, index) =>
      `${JSON.stringify({ v: 1, type: 'exchange', id: index + 1, at: `2026-03-01T09:30:0${index}.000Z`, flow: '1f0a64c2d9b34e1fb2f7a0c19d5e8a70', kind: 'other', ...record })}\n`,
  );
  writeFileSync(
    join(place.folder, '.vonage-flow', '2026-03-01T09-30-00-000Z-99999999.ndjson'),
    HEADER + lines.join(''),
  );
  return place;
};

const server = async (reply: (request: WebhookRequest) => Reply) => {
  const listener = await testListener(reply);
  onTestFinished(() => listener.close());
  return listener;
};

const json = (status: number, value: unknown): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: value === '' ? '' : JSON.stringify(value),
});

it('sends the same bytes to another server, and shows what has changed in its replies', async () => {
  const { url, received } = await server(({ path, body }) => {
    if (path === '/webhooks/voice/answer')
      return json(200, [{ action: 'talk', text: 'Welcome to Acme, the new one.' }]);
    if (path === '/ncco/menu') return json(200, [{ action: 'talc', text: 'Bad' }]);
    return Buffer.from(body).includes('"completed"') ? json(500, 'no') : json(204, '');
  });
  const story = cliStory(recorded(), {}, { [url]: 'http://localhost:<port>' });
  await story.run(`flows replay last --speed instant --to ${url}`);
  await expect(story.text().replaceAll(/→ (\d{3}) +(?:<?\d+ms|[\d.]+s)/g, '→ $1 <time>')).toMatchFileSnapshot(
    '../cases/flows/replay.txt',
  );
  const bodies = received.map(({ method, path, body }) => [method, path, Buffer.from(body).toString()]);
  const { stdout } = await runCli(['flows', 'show', 'last', '--json'], recorded());
  const records = stdout
    .trim()
    .split('\n')
    .slice(1)
    .map(
      (line) =>
        JSON.parse(line) as { request: { method: string; path: string; body?: unknown; raw?: string } },
    )
    .map(({ request }) => [
      request.method,
      request.path,
      request.body === undefined ? '' : (request.raw ?? JSON.stringify(request.body)),
    ]);
  expect(bodies).toEqual(records);
});

it('goes into the listen that runs, at its own paths, with signatures that hold, and is no second call in its records', async () => {
  const place = ivrPlace();
  mkdirSync(join(place.folder, '.vonage-flow'));
  cpSync(IVR, join(place.folder, '.vonage-flow', '2026-03-01T09-30-00-000Z-99999999.ndjson'));
  const listen = await startListening(['--emulator'], place);
  const run = await runCli(['flows', 'replay', 'last', '--speed', 'instant', '--json'], place);
  const lines = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { same: boolean; sent: boolean });
  expect([run.code, lines.length, lines.every(({ same, sent }) => same && sent)]).toEqual([0, 36, true]);
  expect(new Set(listen.exchanges().map(({ signature }) => JSON.stringify(signature)))).toEqual(
    new Set(['{"state":"verified"}']),
  );
  // Once more: each token is new, so that none is refused for being used twice.
  await runCli(['flows', 'replay', 'last', '--speed', 'instant', '--only', '5,15'], place);
  expect(
    listen
      .exchanges()
      .slice(36)
      .map(({ kind, signature }) => [kind, signature]),
  ).toEqual([
    ['answer', { state: 'verified' }],
    ['input', { state: 'verified' }],
  ]);
  const listed = await runCli(['flows', 'list', '--json'], place);
  expect(
    listed.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { exchanges: number }).exchanges),
  ).toEqual([36]);
});

it('says what cannot be sent as it was', async () => {
  const { url, received } = await server(() => json(204, ''));
  const place = written([
    { request: { method: 'POST', path: '/a', form: 'json', body: { status: 'x' } }, reply: { status: 204 } },
    {
      request: { method: 'POST', path: '/b', form: 'json', body: { token: '***' }, masked: true },
      reply: { status: 204 },
    },
    { request: { method: 'GET', path: '/c', query: 'token=***' }, reply: { status: 204 } },
    { request: { method: 'POST', path: '/d', form: 'base64', body: '%%' }, reply: { status: 204 } },
    { kind: 'cut-off', request: { method: 'POST', path: '/e' }, reply: { status: 413 } },
    {
      request: {
        method: 'PUT',
        path: '/f',
        form: 'base64',
        body: '//4A',
        headers: { 'content-type': 'audio/l16', cookie2: '***', host: 'x', 'x-more': '1' },
      },
      reply: { status: 204 },
    },
  ]);
  const story = cliStory(place, {}, { [url]: 'http://localhost:<port>' });
  await story.run(`flows replay last --speed instant --as-recorded --to ${url}`);
  await story.run(`flows replay --failed --speed instant --to ${url}`);
  await story.run(`flows replay last --only 1 --to ${url}/all?a=b`);
  await story.run('flows replay last --only 1 --to http://localhost:1');
  await story.run('flows replay last');
  await story.run('flows replay');
  await story.run('flows replay last --only 3-1');
  await story.run(`flows replay last --only 97-99 --to ${url}`);
  await story.run(`flows replay last --only 5,7-9,12 --speed instant --to ${url}`);
  await story.run(`flows replay last --only 1 --failed --to ${url}`);
  await story.run('flows replay last --as-recorded --signature-secret x');
  await expect(story.text().replaceAll(/→ (\d{3}) +(?:<?\d+ms|[\d.]+s)/g, '→ $1 <time>')).toMatchFileSnapshot(
    '../cases/flows/replay-left-out.txt',
  );
  const seen = received.map(({ method, path, query, headers, body }) => [
    method,
    `${path}?${query}`,
    headers['x-more'],
    [...body],
  ]);
  const status = [...Buffer.from('{"status":"x"}')];
  expect(seen).toEqual([
    ['POST', '/a?', undefined, status],
    ['PUT', '/f?', '1', [255, 254, 0]],
    ['POST', '/all?a=b', undefined, status],
  ]);
});

it('keeps the recorded gaps, or goes faster', async () => {
  const { url } = await server(() => json(204, ''));
  const { folder } = written(
    [0, 1, 2].map(() => ({ request: { method: 'POST', path: '/' }, reply: { status: 204 } })),
  );
  const waits = async (speed: string): Promise<readonly number[]> => {
    const slept: number[] = [];
    let now = 0;
    const sleep = async (milliseconds: number): Promise<void> => {
      slept.push(milliseconds);
      now += milliseconds;
    };
    const clock = { now: () => now, monotonic: () => 0, sleep };
    const { code } = await flowsAt(clock, folder, 'replay', 'last', '--speed', speed, '--to', url);
    expect(code).toBe(0);
    return slept;
  };
  expect(await waits('1x')).toEqual([1000, 1000]);
  expect(await waits('5x')).toEqual([200, 200]);
  expect(await waits('instant')).toEqual([]);
});
