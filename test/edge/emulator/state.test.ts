import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmulatorOptions, startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import type { RunningEmulator } from '../../../src/edge/emulator/running-emulator.ts';
import { Failure } from '../../../src/failure.ts';
import type { PlatformEvent } from '../../../src/vonage/platform-event.ts';
import { tokenFor } from '../../support/ask-api.ts';
import { fixedClock, startBackend } from '../../support/emulator-backend.ts';

const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

let file = '';
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'vonage-flow-state-'));
  undo.push(() => rmSync(folder, { recursive: true }));
  file = join(folder, 'state.json');
});

const NUMBER = '442079460111';
const NCCO = [
  { action: 'record', endOnSilence: 3 },
  { action: 'conversation', name: 'standup' },
];

const start = async (more: Partial<EmulatorOptions> = {}): Promise<RunningEmulator> => {
  const emulator = await startEmulatorHost({
    clock: fixedClock,
    seed: 'state',
    speed: 'instant',
    numbers: [],
    users: [],
    stateFile: file,
    ...more,
  });
  undo.push(emulator.close);
  return emulator;
};

const account = ({ api, about }: RunningEmulator) => {
  const authorization = `Basic ${Buffer.from(`${about.apiKey}:${about.apiSecret}`).toString('base64')}`;
  return {
    get: async (path: string) => (await fetch(`${api}${path}`, { headers: { authorization } })).json(),
    post: async (path: string, body: object) =>
      (
        await fetch(`${api}${path}`, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).json() as Promise<{ id: string }>,
  };
};

const callIn = async (emulator: RunningEmulator) => {
  const events: PlatformEvent[] = [];
  const leave = emulator.subscribe(({ event }) => events.push(event));
  const outcome = await emulator.placeCall({ from: '447700900222', to: NUMBER, press: [], say: ['Hello.'] });
  leave();
  return {
    ...outcome,
    made: events.filter(({ name }) => name === 'conversation-created').length,
  };
};

describe('a state file', () => {
  it('keeps account, applications, numbers, users, named conversations and recordings over a restart', async () => {
    const backend = await startBackend(({ path }) => (path === '/answer' ? { body: NCCO } : undefined));
    undo.push(backend.close);
    const first = await start({
      numbers: [NUMBER],
      users: ['alice'],
      answerUrl: `${backend.url}/answer`,
      eventUrl: `${backend.url}/event`,
    });
    const other = await account(first).post('/v2/applications', { name: 'other', capabilities: {} });
    const before = await callIn(first);
    // Its own and the named one.
    expect(before.made).toBe(2);
    const url: string = backend.heard.flatMap(
      ({ body }) => /"recording_url":"([^"]+)"/.exec(body)?.[1] ?? [],
    )[0]!;
    await first.close();

    const second = await start();
    expect(second.about).toEqual(first.about);
    const { _embedded } = (await account(second).get('/v2/applications')) as {
      _embedded: { applications: { id: string; name: string }[] };
    };
    expect(_embedded.applications.map(({ id }) => id)).toEqual([first.about.applicationId, other.id]);
    const after = await callIn(second);
    expect(after.problems).toEqual([]);
    expect(after.call).not.toBe(before.call);
    expect(after.made).toBe(1);
    const fetched = await fetch(url.replace(first.api, second.api), {
      headers: { authorization: `Bearer ${tokenFor(second)}` },
    });
    expect(fetched.status).toBe(200);
    // A leg that ended can still be asked for.
    const leg = await fetch(`${second.api}/v1/calls/${before.call}`, {
      headers: { authorization: `Bearer ${tokenFor(second)}` },
    });
    expect(await leg.json()).toMatchObject({ uuid: before.call, status: 'completed' });
    // An application made now has an id of its own, also from the same seed.
    const another = await account(second).post('/v2/applications', { name: 'another', capabilities: {} });
    expect(another.id).not.toBe(other.id);
  });

  it('is for its owner alone, and leaves nothing beside it', async () => {
    writeFileSync(join(file, '..', '.state.json.0123456789ab.tmp'), 'half of it');
    const emulator = await start();
    await emulator.close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, '..'))).toEqual(['state.json']);
  });

  it('gives way to what is said at the start', async () => {
    await (
      await start({ numbers: [NUMBER], users: ['alice'], answerUrl: 'http://a', eventUrl: 'http://e' })
    ).close();
    const emulator = await start({
      numbers: ['14155550199'],
      users: ['bob', 'alice'],
      answerUrl: 'http://b',
    });
    expect(emulator.about).toMatchObject({ numbers: ['14155550199', NUMBER], users: ['bob', 'alice'] });
    const states = (await (await fetch(`${emulator.api}/emulator/v1/users`)).json()) as { users: object };
    expect(Object.keys(states.users).sort()).toEqual(['alice', 'bob']);
    const application = (await account(emulator).get(`/v2/applications/${emulator.about.applicationId}`)) as {
      capabilities: { voice: { webhooks: object } };
    };
    expect(application.capabilities.voice.webhooks).toMatchObject({
      answer_url: { address: 'http://b' },
      event_url: { address: 'http://e' },
    });
  });

  it('keeps where the apps of users are, unless the start says otherwise', async () => {
    const statesOf = async ({ api }: RunningEmulator) =>
      ((await (await fetch(`${api}/emulator/v1/users`)).json()) as { users: object }).users;
    const first = await start({ users: ['alice', { name: 'bob', state: 'offline' }, 'carol'] });
    first.setUserStates({ alice: 'background', carol: 'offline' });
    await first.close();
    // It was written without a request to the REST API, too.
    expect(readFileSync(file, 'utf8')).toContain('"background"');
    const second = await start({ users: ['alice', { name: 'carol', state: 'foreground' }] });
    expect(await statesOf(second)).toEqual({ alice: 'background', bob: 'offline', carol: 'foreground' });
  });

  it('reads what was written before that was kept', async () => {
    await (await start({ users: ['alice'] })).close();
    const { platform, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as { platform: object };
    writeFileSync(file, JSON.stringify({ ...rest, platform: { ...platform, userStates: undefined } }));
    expect((await start()).about.users).toEqual(['alice']);
  });

  it.each([
    ['a file of something else', () => 'hello', /is no state file of this emulator/],
    ['an empty file', () => '', /is no state file of this emulator/],
    ['JSON of something else', () => '{"name":"my-app"}', /is no state file of this emulator/],
    ['one of a later version', (text: string) => text.replace('state":1', 'state":2'), /another version/],
    ['one that was cut', (text: string) => text.slice(0, -40), /is damaged/],
    ['one without its keys', (text: string) => text.replace('"privateKey"', '"private"'), /is damaged/],
    [
      'one with another kind of value',
      (text: string) => text.replace('"callsEver":0', '"callsEver":"0"'),
      /is damaged/,
    ],
    [
      'one with a broken application',
      (text: string) => text.replace('"name":"vonage', '"nome":"vonage'),
      /is damaged/,
    ],
  ])('%s is refused and stays as it is', async (_name, change, what) => {
    await (await start()).close();
    const text = change(readFileSync(file, 'utf8'));
    writeFileSync(file, text);
    const failure = await start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).what).toMatch(what);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('says at the start that it cannot be written', async () => {
    await expect(start({ stateFile: join(file, '..', 'nowhere', 'state.json') })).rejects.toMatchObject({
      what: expect.stringMatching(/^The state is not kept: .*nowhere\/state.json cannot be written$/),
    });
  });

  it('is not written over another emulator’s, which is said once', async () => {
    const said: unknown[] = [];
    const emulator = await start({ stateFailed: (error) => said.push(error) });
    writeFileSync(file, 'theirs');
    const { post } = account(emulator);
    await post('/v2/applications', { name: 'one', capabilities: {} });
    await emulator.close();
    expect(said).toMatchObject([{ what: `The state is no longer kept: somebody else has written ${file}` }]);
    expect(readFileSync(file, 'utf8')).toBe('theirs');
  });
});
