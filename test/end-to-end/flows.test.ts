import { appendFileSync, cpSync, mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exchangeRecord } from '../../src/flow/exchange-record.ts';
import type { Place } from '../support/cli.ts';
import { runCli } from '../support/cli.ts';
import { cliStory } from '../support/cli-story.ts';
import { CONVERSATION, exchange, ivrExchanges, ivrFlow, repliedWith, START } from '../support/ivr-call.ts';
import { hasPty, startInTerminal } from '../support/pty.ts';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

const RECORDS = fileURLToPath(new URL('../cases/flows/records', import.meta.url));
const golden = (name: string): string => `../cases/flows/${name}.txt`;

/** A folder in which these calls were recorded, one run each, an hour apart; `ivr` is the call of an emulator. */
const recorded = (...names: readonly string[]): Place => {
  const place = emptyPlace();
  const folder = join(place.folder, '.vonage-flow');
  mkdirSync(folder);
  names.forEach((name, index) => {
    const path = join(folder, runName(index));
    cpSync(join(RECORDS, `${name}.ndjson`), path);
    const time = new Date(Date.UTC(2027, 0, 1, index));
    utimesSync(path, time, time);
  });
  return place;
};

const runName = (index: number): string => `2026-03-0${index + 1}T09-30-00-000Z-99999999.ndjson`;

const PLAIN = { NO_COLOR: '1' };

const HEADER = { v: 1, type: 'record', tool: 'vonage-flow', version: '1.2.3', start: '', pid: 99999999 };

/** A run made of records that are written here. */
const written = (place: Place, index: number, records: readonly object[]): string => {
  const path = join(place.folder, '.vonage-flow', runName(index));
  mkdirSync(join(place.folder, '.vonage-flow'), { recursive: true });
  writeFileSync(path, [HEADER, ...records].map((record) => `${JSON.stringify(record)}\n`).join(''));
  return path;
};

/** The hand-made call, with some of its exchanges otherwise. */
const handMade = (from: number, to?: number): readonly object[] =>
  ivrExchanges()
    .slice(from, to)
    .map((made) => exchangeRecord(made, ivrFlow()));

describe('a recorded call', () => {
  it('is listed and shown', async () => {
    const place = recorded('ivr');
    const story = cliStory(place, {});
    await story.run('flows list');
    await story.run('flows list --json');
    await story.run('flows show last');
    await story.run('flows show last --view lanes');
    await story.run('flows show last 15');
    await expect(story.text()).toMatchFileSnapshot(golden('ivr'));
  });

  it('is told with what is missing', async () => {
    const place = emptyPlace();
    const waits = exchange(3, 'voice.answer', {}, repliedWith('menu', ['talk', 'input']));
    const path = written(place, 0, [
      ...handMade(0, 4),
      { ...exchangeRecord(waits, ivrFlow()), kind: 'other', request: { method: 'GET', path: '/x' } },
      { type: 'hologram', v: 1 },
    ]);
    appendFileSync(path, '{"v":1,"type":"exch');
    const story = cliStory(place, {});
    await story.run('flows list');
    await story.run('flows show last');
    await expect(story.text()).toMatchFileSnapshot(golden('missing'));
  });

  it('is found by any of its ids, from any folder below', async () => {
    const place = recorded('ivr');
    const below = join(place.folder, 'src', 'deep');
    mkdirSync(below, { recursive: true });
    const { stdout } = await runCli(['flows', 'list', '--json'], place);
    const flow = JSON.parse(stdout);
    const ids = [flow.flow, flow.legs[1].leg, flow.conversations[0], flow.conversations[0].slice(4, 12)];
    for (const id of [...ids, ...ids.map((one) => one.slice(0, 9)), flow.flow.toUpperCase(), 'LAST']) {
      const shown = await runCli(['flows', 'show', id, '1', '--json'], { ...place, folder: below });
      expect([id, JSON.parse(shown.stdout).flow]).toEqual([id, flow.flow]);
    }
  });

  it.runIf(hasPty)('fits a terminal of 80 columns', async () => {
    const place = recorded('ivr');
    const terminal = startInTerminal(['flows', 'show', 'last'], place, PLAIN);
    expect((await terminal.ended).code).toBe(0);
    const list = startInTerminal(['flows', 'list'], place, PLAIN);
    expect((await list.ended).code).toBe(0);
    const detail = startInTerminal(['flows', 'show', 'last', '15'], place, PLAIN);
    expect((await detail.ended).code).toBe(0);
    const screens = [list, terminal, detail].map((one) => one.screen());
    await expect(screens.join('\n')).toMatchFileSnapshot(golden('ivr-80'));
  });
});

it('an exchange that belongs to no call is counted, and shown by itself', async () => {
  const place = emptyPlace();
  const story = cliStory(place, {});
  const at = (day: number): string => new Date(2026, 2, day, 9, 30).toISOString();
  written(place, 0, [
    {
      ...{ v: 1, type: 'exchange', id: 1, at: at(1), kind: 'empty', target: 'unknown' },
      request: { method: 'GET', path: '/favicon.ico' },
      reply: { status: 404, by: 'listener', milliseconds: 0 },
      problems: ['/favicon.ico is none of this listener’s addresses'],
    },
    {
      ...{ v: 1, type: 'exchange', id: 2, at: at(2), kind: 'notify', target: 'slot', slot: 'voice.event' },
      request: {
        ...{ method: 'POST', path: '/webhooks/voice/event', form: 'json' },
        body: { payload: { step: 2 }, conversation_uuid: 'CON-5b0e7c52-8a7d' },
      },
      reply: { status: 204, by: 'listener', milliseconds: 1 },
      problems: [],
    },
  ]);
  await story.run('flows list');
  await story.run('flows show none');
  await story.run('flows show none 2');
  await story.run(['flows', 'show', 'none', '--filter', 'reply:5*']);
  await story.run('flows show none 3');
  await story.run('flows show none --view lanes');
  written(place, 0, handMade(0, 1));
  await story.run('flows show none');
  await expect(story.text()).toMatchFileSnapshot(golden('none'));
});

describe('a filter', () => {
  it('finds calls and exchanges, and points at what it cannot understand', async () => {
    const place = recorded('ivr');
    written(place, 1, handMade(0, 4));
    const story = cliStory(place, {});
    await story.run(['flows', 'list', '--filter', 'to:alice kind:input']);
    await story.run(['flows', 'list', '--filter', 'problem']);
    await story.run(['flows', 'list', '--filter', '!to:alice']);
    await story.run(['flows', 'list', '--filter', 'status:busy']);
    await story.run(['flows', 'show', 'last', '--filter', 'status:answered,completed kind:status']);
    await story.run(['flows', 'list', '--filter', 'to:4477* status:anwsered']);
    await story.run(['flows', 'show', 'last', '--filter', 'kind:rtc', '--view', 'lanes']);
    await story.run(['listen', '--emulator', '--filter', 'statsu:answered to:4477*']);
    await expect(story.text()).toMatchFileSnapshot(golden('filter'));
  });

  it('takes nothing for a problem that a running call may still bring', async () => {
    const place = emptyPlace();
    const dead = written(place, 0, handMade(0, 4));
    const problems = async () => (await runCli(['flows', 'list', '--filter', 'problem'], place)).stdout;
    expect(await problems()).toContain('no completed');
    renameSync(dead, dead.replace('99999999', String(process.pid)));
    expect(await problems()).toBe('');
  });

  it('of listen passes what is asked for, and all that the program says of itself', async () => {
    const place = emptyPlace();
    const args = ['--emulator', '--call', '--once', '--press', '1', '--speed', 'instant', '--port', '0'];
    const run = await runCli(['listen', ...args, '--json', '--filter', 'status:answered kind:status'], place);
    const lines = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ type, name, status }) => [type, name, status].filter(Boolean).join(' '))).toEqual([
      'ready',
      'exchange answered',
      'exchange answered',
      'flow-ended',
      'closing',
      'closed',
    ]);
    // All of it is recorded all the same.
    const { stdout } = await runCli(['flows', 'show', 'last', '--json'], place);
    expect(stdout.match(/^\{"v":1,"type":"exchange"/gm)?.length).toBe(36);
  });
});

describe('which call is meant', () => {
  it('is said when none is, or more than one', async () => {
    const place = recorded('ivr');
    written(place, 1, handMade(0));
    const story = cliStory(place, {});
    await story.run('flows list --limit 1');
    await story.run('flows show 1f0a64c3');
    await story.run('flows show lsat');
    await story.run('flows show last 99');
    await story.run('flows show last 1 --exchange 2');
    await story.run('flows show last 1 --rtc');
    await story.run('flows show last zero');
    await story.run('flows list --limit 0');
    await story.run('flows list --limit 2 --all');
    await story.run('flows lsit');
    await expect(story.text()).toMatchFileSnapshot(golden('which'));
  });

  it('is asked when several calls pass through a conversation', async () => {
    const place = emptyPlace();
    const records = handMade(0) as readonly { flow: string; leg?: string }[];
    written(place, 0, records);
    written(
      place,
      1,
      JSON.parse(
        JSON.stringify(records).replaceAll(ivrFlow().id, '2f0a64c2d9b34e1fb2f7a0c19d5e8a70'),
      ) as object[],
    );
    const story = cliStory(place, {});
    await story.run('flows show CON-5b0e7c52');
    await expect(story.text()).toMatchFileSnapshot(golden('which-of-a-conversation'));
  });

  it('is told where nothing was recorded', async () => {
    const place = emptyPlace();
    // The end of a project: above it is the temporary folder of this machine, where others may have recorded.
    mkdirSync(join(place.folder, '.git'));
    const story = cliStory(place, {});
    await story.run('flows list');
    await story.run('flows show last');
    await expect(story.text()).toMatchFileSnapshot(golden('nothing'));
  });
});

it('removes old records, or all but those that are being written', async () => {
  const place = recorded('ivr');
  mkdirSync(join(place.folder, '.git'));
  const old = new Date(Date.now() - 15 * 24 * 3600 * 1000);
  const young = new Date(Date.now() - 2 * 24 * 3600 * 1000);
  written(place, 1, handMade(0, 2));
  utimesSync(join(place.folder, '.vonage-flow', runName(0)), old, old);
  utimesSync(join(place.folder, '.vonage-flow', runName(1)), young, young);
  const story = cliStory(place, {});
  await story.run('flows prune --dry-run');
  await story.run('flows prune');
  await story.run('flows prune');
  await story.run('flows prune --days 1 --all');
  await story.run('flows prune --days 1');
  const listen = await startListening(['--emulator', '--call', '--speed', 'instant'], place);
  await listen.line(({ type }) => type === 'flow-ended');
  const { stdout } = await runCli(['flows', 'prune', '--all', '--json'], place);
  expect(JSON.parse(stdout)).toMatchObject({ removed: [], left: [{ path: listen.ready['records'] }] });
  expect(await listen.stop()).toBe(0);
  expect(JSON.parse((await runCli(['flows', 'prune', '--all', '--json'], place)).stdout).left).toEqual([]);
  await story.run('flows list');
  await expect(story.text()).toMatchFileSnapshot(golden('prune'));
});

it('reads no older file than it needs', async () => {
  const place = recorded('ivr');
  written(place, 1, handMade(0));
  writeFileSync(join(place.folder, '.vonage-flow', runName(0)), 'this would be complained about\n');
  utimesSync(join(place.folder, '.vonage-flow', runName(0)), 1, 1);
  const { stderr, stdout, code } = await runCli(['flows', 'show', 'last', '1'], place);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('447700900001');
});

it('shows what listen has shown, while it runs and after a kill', async () => {
  const place = emptyPlace();
  const listen = await startListening(['--emulator', '--call', '--press', '2', '--speed', 'instant'], place);
  await listen.line(({ type }) => type === 'flow-ended');
  const ids = () => listen.exchanges().map(({ id }) => id);
  const shown = async () =>
    (await runCli(['flows', 'show', 'last', '--json'], place)).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; id: number })
      .filter(({ type }) => type === 'flow' || type === 'exchange');
  expect((await shown()).slice(1).map(({ id }) => id)).toEqual(ids());
  listen.child.kill('SIGKILL');
  await listen.ended;
  const [flow, ...exchanges] = await shown();
  expect(flow).toMatchObject({ type: 'flow', status: 'completed', ended: true, warnings: [] });
  expect(exchanges.map(({ id }) => id)).toEqual(ids());
});

it('draws a call of the emulator as it was drawn live: what the platform told is a fact', async () => {
  const place = emptyPlace();
  const args = '--emulator --call --once --press 1 --speed instant --port 0'.split(' ');
  const live = await runCli(['listen', ...args], place);
  const shown = await runCli(['flows', 'show', 'last', '--view', 'lanes'], place);
  const lanes = ({ stdout }: { readonly stdout: string }) =>
    stdout.slice(stdout.indexOf('   Client'), stdout.lastIndexOf('╵'));
  expect(lanes(shown)).toBe(lanes(live));
  expect(lanes(shown)).toMatch(
    /1 {3}call 14155550123 → 14155550100\n.*4 {3}new .*5c {2}member:joined \(alice/s,
  );
  expect(lanes(shown)).not.toContain('inferred');
});

it('what came without a call is shown with the one of its conversation, if it is one', async () => {
  const place = emptyPlace();
  const story = cliStory(place, {});
  const notify = (id: number, after: number, conversation: string): object => ({
    ...{ v: 1, type: 'exchange', id, at: new Date(START + after).toISOString(), kind: 'notify' },
    ...{ target: 'slot', slot: 'voice.event', conversation },
    request: {
      ...{ method: 'POST', path: '/webhooks/voice/event', form: 'json' },
      body: { payload: { step: id }, conversation_uuid: conversation },
    },
    reply: { status: 204, by: 'listener', milliseconds: 1 },
    problems: [],
  });
  const late = {
    ...{ v: 1, type: 'late-reply', at: new Date(START + 9000).toISOString(), exchange: 91, problems: [] },
    forward: { url: 'http://localhost:8080/x', milliseconds: 4500 },
    reply: { status: 500 },
  };
  const traffic = { frames: 1, texts: 0, bytes: 640, gaps: 0, longestGap: 0 };
  const closed = {
    ...{ v: 1, type: 'socket', at: new Date(START + 9500).toISOString(), socket: 90, address: '/ws/bot' },
    ...{
      name: 'closed',
      by: 'client',
      code: 1000,
      reason: '',
      milliseconds: 2000,
      client: traffic,
      server: traffic,
    },
  };
  // In one run before the call, and in it; a named conversation that nobody knows, and what was replayed.
  const replayed = notify(93, 400, CONVERSATION) as { request: object };
  written(place, 0, [notify(90, 100, CONVERSATION), notify(91, 200, 'CON-unknown'), late, closed]);
  written(place, 1, [
    ...handMade(0, 6),
    notify(92, 300, CONVERSATION),
    { ...replayed, request: { ...replayed.request, headers: { 'x-vonage-flow-replay': '90' } } },
    ...handMade(6),
  ]);
  await story.run('flows show last --filter kind:notify');
  await story.run('flows show none');
  await story.run('flows list');
  // Where a second call passed through the conversation nobody can say whose it is.
  written(
    place,
    2,
    handMade(0, 2).map((one) => ({ ...one, flow: 'ffffffffffffffffffffffffffffffff' })),
  );
  await story.run('flows show none --filter kind:notify');
  await expect(story.text()).toMatchFileSnapshot(golden('adopted'));
});

it('who is called is known also of a call whose beginning nobody heard', async () => {
  const place = emptyPlace();
  const isInput = (record: object) => (record as { kind: string }).kind === 'input';
  const isRtc = (record: object) => (record as { event?: string }).event === 'sip:answered';
  written(place, 0, handMade(0).filter(isInput));
  written(place, 1, handMade(0).filter(isRtc));
  const { stdout } = await runCli(['flows', 'list', '--json'], place);
  const [flow] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(flow).toMatchObject({ from: '447700900001', to: '14155550100' });
});
