import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import { type Place, runCli, startCli } from '../support/cli.ts';
import { type BackendReply, startBackend } from '../support/emulator-backend.ts';
import { joinTranscripts, type Sent } from '../support/join-transcripts.ts';
import { startUserServer } from '../support/user-server.ts';
import { emptyPlace, ivrPlace, startListening } from '../support/whole-flow.ts';

/** Times of the wall are never twice the same; everything else is, from a seed. */
const timeless = (text: string, ...urls: string[]): string =>
  urls
    .reduce((rest, url) => rest.replaceAll(new URL(url).host, '127.0.0.1:54321'), text)
    .replace(/flow-\d+\.localhost/g, 'flow-54321.localhost')
    .replace(/\d{4}(-\d\d){2}T\d\d(-\d\d){2}Z/g, 'yyyy-mm-ddThh-mm-ssZ')
    .replace(/^\d\d:\d\d:\d\d\.\d{3}/gm, 'hh:mm:ss.sss')
    // The bill counts whole seconds of the wall's clock, so that it depends on when in a second the call began.
    .replace(/(completed), \d+ s,/g, '$1, .. s,')
    .replace(/· \d\.\d+ EUR/g, '· .. EUR')
    .replace(/ +<?\d+ ?m?s$/gm, ' ..ms');

describe('call --answer-url', () => {
  const to = (url: string) => ['call', '--seed', 'golden', '--answer-url', `${url}/answer`];
  const shown = ({ code, stdout, stderr }: Awaited<ReturnType<typeof runCli>>, ...urls: string[]) =>
    timeless(`${stdout}${stderr}(exit ${code})\n`, ...urls);

  it('draws a call that goes well, and ends with 0', async () => {
    const server = await startUserServer();
    const ran = await runCli(
      [...to(server.url), '--event-url', `${server.url}/event`, '--press', '1'],
      emptyPlace(),
    );
    await expect(shown(ran, server.url)).toMatchFileSnapshot('../cases/call/goes-well.txt');
  });

  it('lets the caller speak, and the called be a machine', async () => {
    const server = await startBackend(({ path }) =>
      path === '/answer'
        ? { body: [{ action: 'input', type: ['speech'], eventUrl: [`${server.url}/heard`] }] }
        : path === '/heard'
          ? {
              body: [
                {
                  action: 'connect',
                  from: '14155550100',
                  endpoint: [{ type: 'phone', number: '447700900444', dtmfAnswer: 'p1' }],
                  machineDetection: 'hangup',
                },
              ],
            }
          : undefined,
    );
    onTestFinished(() => server.close());
    const people = ['--say', 'Billing, please', '--callee', '447700900444=machine'];
    const ran = await runCli(
      [...to(server.url), '--event-url', `${server.url}/event`, ...people],
      emptyPlace(),
    );
    await expect(shown(ran, server.url)).toMatchFileSnapshot('../cases/call/speaks-to-a-machine.txt');
  });

  it('moves the app of a user, and keeps what is pushed to it', async () => {
    const server = await startBackend(({ path }) =>
      path === '/answer'
        ? { body: [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }] }
        : undefined,
    );
    onTestFinished(() => server.close());
    const place = emptyPlace();
    const moves = ['--user', 'alice', 'alice=background@0.1s', 'alice=offline@6s'];
    const expected = [
      'push:alice',
      'callback:alice member:joined',
      'unreached:rtc:hangup',
      '!callback:rtc:*',
    ];
    const ran = await runCli(
      [
        ...[...to(server.url), '--event-url', `${server.url}/event`, ...moves],
        ...expected.flatMap((one) => ['--expect', one]),
      ],
      place,
    );
    await expect(shown(ran, server.url)).toMatchFileSnapshot('../cases/call/moves-an-app.txt');
    const path = /\.vonage-flow\/pushes\/\S+/.exec(ran.stdout)?.[0] ?? '';
    expect(JSON.parse(readFileSync(join(place.folder, path), 'utf8'))).toMatchObject({
      event_type: 'member:invited',
      name: 'alice',
      push_info: { priority: 'immediate' },
    });
  });

  it('lets a user call from an app, with data', async () => {
    const server = await startBackend(({ path, query }) => {
      if (path !== '/answer') return undefined;
      const {
        region_url: _region,
        uuid: _uuid,
        conversation_uuid: _conversation,
        ...told
      } = Object.fromEntries(new URLSearchParams(query));
      return { body: [{ action: 'talk', text: `Ticket ${JSON.stringify(told)}` }] };
    });
    onTestFinished(() => server.close());
    const args = ['--as', 'alice', '--custom-data', '{"ticket":"T-1009"}', '--to', '447700900333'];
    const ran = await runCli(
      [...to(server.url), '--event-url', `${server.url}/event`, ...args],
      emptyPlace(),
    );
    await expect(shown(ran, server.url)).toMatchFileSnapshot('../cases/call/from-an-app.txt');
  });

  it.each(['background', 'offline'])('calls a user whose app is in another state: %s', async (state) => {
    const server = await startBackend(({ path }) =>
      path === '/answer'
        ? {
            body: [
              { action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] },
              { action: 'talk', text: 'Nobody there' },
            ],
          }
        : undefined,
    );
    onTestFinished(() => server.close());
    const ran = await runCli([...to(server.url), '--user', `alice=${state}`], emptyPlace());
    await expect(shown(ran, server.url)).toMatchFileSnapshot(`../cases/call/app-${state}.txt`);
  });

  it.each<[name: string, reply: BackendReply]>([
    ['refused-ncco', { body: [{ action: 'talk' }] }],
    ['html', { body: '<!doctype html><title>Sign in</title>', headers: { 'content-type': 'text/html' } }],
    ['error-status', { status: 500, body: 'Internal Server Error' }],
    ['hangs-up', { dead: true }],
  ])('says what went wrong, and ends with 1: %s', async (name, reply) => {
    const events = await startUserServer();
    const server = await startBackend(() => reply);
    onTestFinished(() => server.close());
    const ran = await runCli([...to(server.url), '--event-url', `${events.url}/event`], emptyPlace());
    await expect(shown(ran, server.url, events.url)).toMatchFileSnapshot(`../cases/call/${name}.txt`);
  });

  describe('--expect', () => {
    const MENU = ['--expect', 'talk:/music/', '--expect', 'input:1', '--expect', 'stream:*.mp3'];
    const tested = async (...args: readonly string[]) => {
      const server = await startUserServer();
      const place = emptyPlace();
      const ran = await runCli([...to(server.url), '--no-lanes', ...args], place);
      const words = shown(ran, server.url);
      return { ...ran, place, words: words.slice(words.lastIndexOf('━━')) };
    };

    it('is content with a call that goes as expected', async () => {
      const { words } = await tested('--press', '1', ...MENU, '--in-order', '--max-answer', '60s');
      await expect(words).toMatchFileSnapshot('../cases/call/as-expected.txt');
    });

    it('says what was expected, what happened instead, and ends with 1', async () => {
      const { words, place } = await tested(
        ...['--press', '2,1', ...MENU, '--expect', 'connect', '--junit', 'out/junit.xml'],
        ...['--expect', '!completed', '--expect', 'talk:*Music*'],
      );
      await expect(words).toMatchFileSnapshot('../cases/call/not-as-expected.txt');
      const report = timeless(readFileSync(join(place.folder, 'out', 'junit.xml'), 'utf8'));
      await expect(report.replace(/ time="[\d.]+"/, ' time=".."')).toMatchFileSnapshot(
        '../cases/call/not-as-expected.junit.xml',
      );
    });

    it('warns of keys that nothing asked for, where nothing is expected', async () => {
      const { words } = await tested('--press', '1,2', '--say', 'billing');
      await expect(words).toMatchFileSnapshot('../cases/call/not-as-scripted.txt');
    });

    it('tells all of it with --json', async () => {
      const server = await startUserServer();
      const cli = startCli([...to(server.url), '--press', '1', '--json', ...MENU], emptyPlace());
      expect((await cli.ended).code).toBe(0);
      expect(cli.lines().at(-1)).toMatchObject({
        ok: true,
        unused: [],
        expectations: [
          { expected: 'talk:/music/', ok: true, actual: ['talk:Press 1 for music'] },
          { expected: 'input:1', ok: true, actual: ['input:1'] },
          { expected: 'stream:*.mp3', ok: true },
        ],
      });
    });
  });

  it('says that the server is down, and ends with 1', async () => {
    // Nothing listens on port 1, and nothing that runs beside this test will.
    const nowhere = 'http://127.0.0.1:1';
    const ran = await runCli(to(nowhere), emptyPlace());
    await expect(shown(ran, nowhere)).toMatchFileSnapshot('../cases/call/server-down.txt');
  });

  it('writes nothing but JSON lines with --json, the verdict last', async () => {
    const server = await startUserServer();
    const events = ['--event-url', `${server.url}/event`];
    const cli = startCli([...to(server.url), ...events, '--press', '1', '--json'], emptyPlace());
    expect((await cli.ended).code).toBe(0);
    expect(cli.stderr()).toBe('');
    expect(cli.lines().at(-1)).toMatchObject({ type: 'verdict', ok: true, problems: [], webhooks: 6 });
    expect(sentIn(cli.lines()).map(({ kind }) => kind)).toEqual([
      'started',
      'ringing',
      'answer',
      'answered',
      'input',
      'completed',
    ]);
  });
});

describe('call with scenario files', () => {
  const MENU = {
    scenarios: [
      { name: 'Music', press: '1', expect: ['talk:*music', 'input:1', { stream: '*.mp3' }] },
      { name: 'Another key', press: '2,3', expect: ['input:3', 'not stream'] },
      { as: 'alice', press: '1', expect: 'answered:alice' },
    ],
  };
  const placeWith = (url: string, scenarios: object = MENU): Place => {
    const place = emptyPlace();
    mkdirSync(join(place.folder, 'calls'));
    writeFileSync(
      join(place.folder, 'calls', 'menu.json'),
      JSON.stringify({ answerUrl: `${url}/answer`, ...scenarios }),
    );
    return place;
  };

  it('places each call, says how it went, writes a report, and ends with 1 when one failed', async () => {
    const server = await startUserServer();
    const place = placeWith(server.url);
    const { code, stdout, stderr } = await runCli(['call', 'calls', '--junit', 'junit.xml'], place);
    await expect(timeless(`${stdout}${stderr}(exit ${code})\n`)).toMatchFileSnapshot(
      '../cases/call/scenarios.txt',
    );
    const report = readFileSync(join(place.folder, 'junit.xml'), 'utf8');
    expect(report).toMatch(/<testsuite name="vonage-flow call" tests="3" failures="1">/);
    expect(report).toMatch(/classname="calls\/menu.json" name="Music" time="/);
  });

  it('takes what the command line says for nearer than the file', async () => {
    const server = await startUserServer();
    const place = placeWith('http://127.0.0.1:1', { press: '1', expect: 'input:1' });
    const there = ['--answer-url', `${server.url}/answer`];
    expect(await runCli(['call', 'calls/menu.json', ...there], place)).toMatchObject({ code: 0 });
    const lines = startCli(['call', 'calls/menu.json', '--json', ...there], place);
    expect((await lines.ended).code).toBe(0);
    expect(lines.lines().slice(-2)).toMatchObject([
      { type: 'verdict', scenario: 'calls/menu.json', file: 'calls/menu.json', ok: true },
      { type: 'summary', ok: true, scenarios: 1, failed: 0 },
    ]);
  });

  it('calls on the emulator that runs when there is no answer URL', async () => {
    const place = ivrPlace();
    const listen = await startListening(['--emulator', '--speed', 'instant'], place);
    writeFileSync(join(place.folder, 'test.yaml'), 'press: "1"\nexpect: [completed, input:1]\n');
    expect(await runCli(['call', 'test.yaml'], place)).toMatchObject({ code: 0, stderr: '' });
    await listen.stop();
    expect(await runCli(['call', 'test.yaml'], place)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/No emulator runs for this folder/),
    });
  });
});

/** The platform's own lines of `--json`. */
const sentIn = (lines: readonly JsonObject[]): Sent[] =>
  lines
    .filter(({ name }) => name === 'webhook-sent')
    .map(
      ({ executes, ...rest }) =>
        // The lines hold what `Sent` does, but for the NCCO, which they show as JSON.
        ({ ...rest, executes: executes && JSON.stringify(executes) }) as unknown as Sent,
    );

const inside = (place: Place, ...folders: string[]): Place => {
  const folder = join(place.folder, ...folders);
  mkdirSync(folder, { recursive: true });
  return { ...place, folder };
};

describe('call on a running emulator', () => {
  const description = (place: Place) => join(place.folder, '.vonage-flow', 'emulator.json');
  const secretFiles = (place: Place) =>
    ['emulator.json', 'emulator.key'].map((name) => join(place.folder, '.vonage-flow', name));
  const NONE = /No emulator runs for this folder/;

  it('finds the one of `listen --emulator`, in its folder and below, until it ends', async () => {
    const place = ivrPlace();
    const listen = await startListening(['--emulator', '--speed', 'instant'], place);
    for (const file of secretFiles(place)) expect(statSync(file).mode & 0o777).toBe(0o600);

    expect(await runCli(['call', '--press', '1'], place)).toMatchObject({ code: 0, stderr: '' });
    expect(await runCli(['call', '--press', '2'], inside(place, 'src', 'deep'))).toMatchObject({ code: 0 });
    expect(await listen.stop('SIGINT')).toBe(0);
    expect(sentIn(listen.lines()).filter(({ kind }) => kind === 'answer')).toHaveLength(2);
    expect(joinTranscripts(sentIn(listen.lines()), listen.exchanges())).toEqual([]);

    expect(secretFiles(place).filter((file) => existsSync(file))).toEqual([]);
    const after = await runCli(['call'], place);
    expect(after).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(NONE) });
  });

  it('finds it from the working directory when the config is elsewhere', async () => {
    const project = ivrPlace();
    const place = emptyPlace();
    const config = join(project.folder, 'vonage-flow.config.yaml');
    const listen = await startListening(['--emulator', '--speed', 'instant', '--config', config], place);
    expect(await runCli(['call', '--press', '1'], place)).toMatchObject({ code: 0 });
    expect(await runCli(['call', '--press', '1'], project)).toMatchObject({ code: 0 });
    await listen.stop();
    expect([description(project), description(place)].filter((file) => existsSync(file))).toEqual([]);
  });

  it('leaves the description of a later emulator alone', async () => {
    const place = ivrPlace();
    const first = await startListening(['--emulator', '--speed', 'instant'], place);
    const second = await startListening(['--emulator', '--speed', 'instant'], place);
    await first.stop();
    expect(await runCli(['call', '--press', '1'], place)).toMatchObject({ code: 0 });
    await second.stop();
    expect(existsSync(description(place))).toBe(false);
    expect(second.exchanges().filter(({ kind }) => kind === 'answer')).toHaveLength(1);
  });

  it('joins three processes: emulator, listen and call', async () => {
    const place = ivrPlace();
    const emulator = startCli(
      ['emulator', '--port', '0', '--speed', 'instant', '--user', 'alice', '--json'],
      place,
    );
    onTestFinished(async () => {
      emulator.child.kill('SIGKILL');
      await emulator.ended;
    });
    const { api } = await emulator.line(({ type }) => type === 'ready');
    const listen = await startListening([`--emulator=${String(api)}`], place);
    const calls = [
      ['--press', '1'],
      ['--press', '2'],
      ['--hangup-after', '1'],
    ];
    const ran = await Promise.all(calls.map((args) => runCli(['call', ...args], place)));
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(await listen.stop('SIGTERM')).toBe(0);
    expect(await emulator.stop('SIGTERM')).toBe(0);
    const sent = sentIn(emulator.lines());
    expect(sent.filter(({ kind }) => kind === 'answer')).toHaveLength(3);
    expect(joinTranscripts(sent, listen.exchanges())).toEqual([]);
  });
});
