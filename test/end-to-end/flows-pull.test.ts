import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type Place, runCli, startCli } from '../support/cli.ts';
import { cliStory } from '../support/cli-story.ts';
import { startBackend } from '../support/emulator-backend.ts';
import { pointWebhooks } from '../support/point-webhooks.ts';
import { emptyPlace, startListening, type WatchedEmulator, watchedEmulator } from '../support/whole-flow.ts';

const TO = '14155550100';
const MEETING = [
  { action: 'talk', text: 'Hi' },
  { action: 'conversation', name: 'meeting' },
];

/** The conversation that has a name, and was made second: the first one is the call's own. */
const meetingOf = (emulator: WatchedEmulator): Promise<string> => {
  const found: string[] = [];
  return new Promise((resolve) => {
    emulator.subscribe(({ event }) => {
      if (event.name !== 'conversation-created') return;
      found.push(event.conversation);
      if (found.length === 2) resolve(event.conversation);
    });
  });
};

/** Times are those of the wall, so that seconds begun and their price may differ by one; of each only its shape stays. */
const timeless = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-03-01T09:30:00.000Z')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '2026-03-01 09:30:00')
    .replace(/\d\d:\d\d:\d\d\.\d{3}/g, '09:30:00.000')
    .replace(/completed, \d s/g, 'completed, 7 s')
    .replace(/0\.000\d\d EUR/g, '0.00084 EUR');

/** A folder of its own: records that lie in a folder above are another project's. */
const projectPlace = (): Place => {
  const place = emptyPlace();
  mkdirSync(join(place.folder, '.git'));
  return place;
};

const pulledFiles = ({ folder }: Place): readonly string[] =>
  readdirSync(join(folder, '.vonage-flow')).filter((name) => name.endsWith('-pulled.ndjson'));

const linesIn = (path: string): readonly string[] => readFileSync(path, 'utf8').trimEnd().split('\n');

it('brings the log of calls that nobody listened to, once', { timeout: 60_000 }, async () => {
  const [place, emulator] = [projectPlace(), await watchedEmulator()];
  const backend = await startBackend(({ path }) =>
    path === '/answer' ? { body: MEETING } : { status: 204 },
  );
  onTestFinished(() => backend.close());
  await pointWebhooks(emulator, {
    voice: { answer_url: { address: `${backend.url}/answer`, http_method: 'GET' } },
  });
  const meeting = meetingOf(emulator);
  await emulator.placeCall({ from: '447700900001', to: TO, press: [], hangUpAfterSeconds: 5 });
  await emulator.placeCall({ from: '447700900002', to: TO, press: [], hangUpAfterSeconds: 7 });
  const id = await meeting;

  const at = `--emulator=${emulator.api}`;
  const story = cliStory(
    place,
    {},
    { [emulator.api]: '<api>', [emulator.about.applicationId]: '<application>' },
  );
  await story.run(['flows', 'pull', id, at]);
  await story.run('flows list');
  await story.run('flows show last');
  await story.run('flows show last --view lanes');
  await story.run('flows show last 2');
  await story.run(['flows', 'list', '--filter', 'by:pulled from:447700900001']);
  await story.run('flows export last --format mermaid');
  await story.run(['flows', 'pull', id, 'last', at]);
  await expect(timeless(story.text())).toMatchFileSnapshot('../cases/flows/pulled.txt');
  expect(pulledFiles(place)).toHaveLength(1);

  // In all other forms of the call it is there as well, and marked.
  const exported = async (format: string): Promise<string> =>
    (await runCli(['flows', 'export', 'last', '--format', format], place)).stdout;
  const [page, trace, json, har] = await Promise.all(['html', 'otlp-json', 'json', 'har'].map(exported));
  expect(page?.match(/<span class="tag">pulled</g)).toHaveLength(7);
  expect(trace?.match(/"vonage.pulled"/g)).toHaveLength(7);
  expect(JSON.parse(har ?? '').log.entries).toEqual([]);
  writeFileSync(join(place.folder, 'call.json'), json ?? '');
  const [shown, fromFile] = await Promise.all(
    ['last', 'call.json'].map((call) => runCli(['flows', 'show', call], place)),
  );
  expect(fromFile).toEqual(shown);
});

it('adds to a recorded call what its webhooks did not bring, and nothing twice', {
  timeout: 60_000,
}, async () => {
  const [place, emulator] = [emptyPlace(), await watchedEmulator()];
  writeFileSync(
    join(place.folder, 'vonage-flow.config.yaml'),
    `answer: in\nnccos:\n  in: ${JSON.stringify(MEETING)}\n`,
  );
  const at = `--emulator=${emulator.api}`;
  const listen = await startListening([at, '--tunnel', 'none'], place);
  const meeting = meetingOf(emulator);
  await emulator.placeCall({ from: '447700900001', to: TO, press: [], hangUpAfterSeconds: 5 });
  const id = await meeting;
  // The bill is the last event of a call; the platform's clock goes on to it when all others have arrived.
  await listen.line(({ event }) => event === 'sip:status');
  expect(await listen.stop()).toBe(0);
  const pull = async () => {
    const { code, stdout, stderr } = await runCli(['flows', 'pull', id, at, '--json'], place);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  };
  const whole = await pull();
  expect(whole).toMatchObject({ type: 'pull', conversation: id, new: 0, firstId: 1 });
  expect(pulledFiles(place)).toEqual([]);

  // As if the way in had been lost for a time: every second event of the meeting never came.
  const path = String(listen.ready['records']);
  const isOfMeeting = (line: string): boolean => line.includes('"rtc-event"') && line.includes(id);
  let seen = 0;
  const all = linesIn(path);
  const kept = all.filter((line) => !isOfMeeting(line) || (seen++ & 1) === 0);
  writeFileSync(path, `${kept.join('\n')}\n`);
  const missing = Math.floor(seen / 2);
  expect(missing).toBeGreaterThan(2);
  const mended = await pull();
  expect(mended).toMatchObject({ events: whole.events, new: missing, flows: whole.flows });
  expect((await pull()).new).toBe(0);

  const show = async () => {
    const { stdout } = await runCli(['flows', 'show', 'last', '--json'], place);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const ids = lines
      .filter(({ kind, conversation }) => kind === 'rtc-event' && conversation === id)
      .map(({ eventId, request }) => eventId ?? request.body.id);
    return { pulled: lines[0].pulled, ids: ids.toSorted((one, other) => one - other) };
  };
  const ids = Array.from({ length: whole.events }, (_, index) => index + 1);
  expect(await show()).toEqual({ pulled: missing, ids });
  // The webhooks come after all: then they count, and what was pulled of them no more.
  writeFileSync(path, `${all.join('\n')}\n`);
  expect(await show()).toEqual({ pulled: undefined, ids });
});

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const APPLICATION = '2f1e8a3c-0000-4000-8000-000000000001';
const BUSY = 'CON-00000000-0000-4000-8000-000000000001';
const GONE = 'CON-00000000-0000-4000-8000-000000000002';

it('keeps what was pulled until Ctrl-C, and goes on with the others when one is gone', {
  timeout: 60_000,
}, async () => {
  const place = projectPlace();
  let isAsked = (): void => {};
  const secondPage = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  let isSlow = true;
  const event = (id: number) => ({
    id,
    type: 'member:joined',
    timestamp: `2026-03-01T09:30:0${id}.000Z`,
    body: { member_id: `MEM-${id}`, channel: { id: `leg-${id}`, type: 'phone' } },
  });
  const api = await startBackend(({ path, query }) => {
    if (path.includes(GONE)) return { status: 404, body: { title: 'Not found.' } };
    const isFirst = !query.includes('cursor');
    if (!isFirst) isAsked();
    const links = isFirst ? { next: { href: `${path}?cursor=b` } } : {};
    return {
      headers: { 'content-type': 'application/json' },
      body: { _embedded: [event(isFirst ? 1 : 2)], _links: links },
      afterMs: isSlow && !isFirst ? 60_000 : 0,
    };
  });
  onTestFinished(() => api.close());
  const env = {
    VONAGE_API_HOST: api.url,
    VONAGE_APPLICATION_ID: APPLICATION,
    VONAGE_PRIVATE_KEY: privateKey,
  };
  const cli = startCli(['flows', 'pull', BUSY, '--json'], place, env);
  await Promise.race([secondPage, cli.ended]);
  expect(await cli.stop('SIGINT')).toBe(130);
  expect(cli.lines()).toMatchObject([{ type: 'pull', conversation: BUSY, events: 1, new: 1 }]);
  const [file = ''] = pulledFiles(place);
  expect(linesIn(join(place.folder, '.vonage-flow', file))).toHaveLength(2);

  isSlow = false;
  const story = cliStory(place, env, { [api.url]: '<api>' });
  await story.run(['flows', 'pull', GONE, BUSY]);
  await story.run(['flows', 'pull', GONE]);
  await story.run(['flows', 'pull', 'CON-zzzz']);
  await expect(story.text()).toMatchFileSnapshot('../cases/flows/pull-failures.txt');
});
