import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import {
  type ApplicationsServer,
  type Fault,
  startApplicationsServer,
} from '../support/applications-server.ts';
import { type Place, runCli, startCli } from '../support/cli.ts';
import { ODD_APPLICATIONS } from '../support/odd-applications.ts';
import { basic, readApplication } from '../support/read-application.ts';
import { emptyPlace, startListening, watchedEmulator } from '../support/whole-flow.ts';

/** An application behind an API, and how to reach both. */
interface Account {
  readonly api: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly id: string;
}

const inEnvironment = ({ api, apiKey, apiSecret, id }: Account) => ({
  VONAGE_API_HOST: api,
  VONAGE_API_KEY: apiKey,
  VONAGE_API_SECRET: apiSecret,
  VONAGE_APPLICATION_ID: id,
});

const read = (account: Account) => readApplication(account.api, account, account.id);

const serverWith = async (application: JsonObject): Promise<ApplicationsServer & Account> => {
  const server = await startApplicationsServer([application]);
  onTestFinished(() => server.close());
  // The server answers from its own properties, so it stays the same object.
  return Object.assign(server, { api: server.url, id: String(application['id']) });
};

const FIRST = ODD_APPLICATIONS.find(([oddity]) => oddity === 'all capabilities')![1];

const listenTo = (account: Account, place: Place, ...args: string[]) =>
  startListening(['--tunnel', 'none', ...args], place, inEnvironment(account));

/** Slots as the `ready` line lists them. */
const borrowedIn = (ready: JsonObject) =>
  // Its shape is docs/events.md's.
  ready['borrowed'] as unknown as readonly { slot: string; before: string | null; now: string }[];

const JOURNALS = ['home', '.local', 'state', 'vonage-flow', 'borrowed'];
const journals = (place: Place): readonly string[] => {
  const folder = join(place.folder, ...JOURNALS);
  return existsSync(folder) ? readdirSync(folder) : [];
};

const ADDRESSES = /"address":"(http:[^"]+)"/g;
const addressesIn = (application: JsonObject) =>
  [...JSON.stringify(application).matchAll(ADDRESSES)].map((match) => match[1]);

/** One run that is stopped by a signal: borrowed while it ran, given back when it ended. */
const borrowsAndGivesBack = async (account: Account, place: Place, signal: NodeJS.Signals) => {
  const before = await read(account);
  const listen = await listenTo(account, place);
  const borrowed = borrowedIn(listen.ready);
  const meanwhile = await read(account);
  expect(addressesIn(meanwhile)).toEqual(expect.arrayContaining(borrowed.map(({ now }) => now)));
  expect(journals(place)).toHaveLength(borrowed.length > 0 ? 1 : 0);

  expect(await listen.stop(signal)).toBe(0);
  expect(await read(account)).toEqual(before);
  expect(listen.lines().slice(-2)).toMatchObject([
    { type: 'closing', reason: signal },
    { type: 'closed', left: [] },
  ]);
  expect(journals(place)).toEqual([]);
  expect(listen.stdout() + listen.stderr()).not.toContain(account.apiSecret);
  return borrowed.map(({ slot }) => slot);
};

/** The emulator refuses null in place of an object, as the live API does: there such an application cannot be made. */
const NOT_IN_EMULATOR = 'null where objects are expected';

/** The application made in an emulator, through its own API. */
const emulatorWith = async ({ id: _id, ...fields }: JsonObject): Promise<Account> => {
  const { api, about } = await watchedEmulator();
  const created = await fetch(`${api}/v2/applications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic(about) },
    body: JSON.stringify(fields),
  });
  expect(created.status).toBe(201);
  const { id } = (await created.json()) as JsonObject;
  return { ...about, api, id: String(id) };
};

/** What of each application can be borrowed, out of voice.answer, voice.event and rtc.event. */
const BORROWED: Readonly<Record<string, readonly string[]>> = {
  'unknown fields at every depth': ['voice.answer', 'voice.event'],
  'an empty fallback address': ['voice.answer', 'voice.event'],
  'no rtc': ['voice.answer', 'voice.event'],
  'all capabilities': ['voice.answer', 'voice.event', 'rtc.event'],
  'capabilities: {}': [],
  'voice with webhooks: {}': ['voice.answer', 'voice.event', 'rtc.event'],
  'voice without a webhooks key': ['voice.answer', 'voice.event', 'rtc.event'],
  'keys, and privacy opted out': ['voice.answer', 'voice.event'],
  'arrays inside arrays': ['voice.answer', 'voice.event'],
  'null where objects are expected': ['voice.answer', 'voice.event', 'rtc.event'],
};

describe.each(ODD_APPLICATIONS)('an application with %s', (oddity, application) => {
  it.each<[signal: NodeJS.Signals, open: (application: JsonObject) => Promise<Account>]>([
    ['SIGINT', oddity === NOT_IN_EMULATOR ? serverWith : emulatorWith],
    ['SIGTERM', serverWith],
    ['SIGHUP', serverWith],
  ])('is after %s what it was before', async (signal, open) => {
    const account = await open(application);
    expect(await borrowsAndGivesBack(account, emptyPlace(), signal)).toEqual(BORROWED[oddity]);
  });

  it('is told about and mended by the command that is named, when it cannot be given back', async () => {
    const server = await serverWith(application);
    const place = emptyPlace();
    const before = await read(server);
    server.faults.PUT.push(undefined, { status: 403, body: { title: 'Forbidden', detail: 'not now' } });
    const listen = await listenTo(server, place);
    const borrowed = borrowedIn(listen.ready);
    const puts = () => server.requests.filter(({ line }) => line.startsWith('PUT')).length;
    if (borrowed.length === 0) {
      // Nothing was taken, so nothing can fail to go back.
      expect(await listen.stop()).toBe(0);
      expect(puts()).toBe(0);
      return;
    }
    expect(await listen.stop()).toBe(3);
    expect(await read(server)).not.toEqual(before);
    const undo = `vonage-flow listen --give-back --app ${server.id}`;
    expect(listen.ready['undo']).toBe(undo);
    expect(listen.lines().at(-1)).toMatchObject({
      type: 'closed',
      left: borrowed.map(({ slot }) => ({ slot, undo, why: expect.stringContaining('not now') })),
    });

    const mended = await runCli(undo.split(' ').slice(1), place, inEnvironment(server));
    expect(mended).toEqual({
      code: 0,
      stdout: '',
      stderr: `The application is looked for at ${server.api}, not at Vonage: VONAGE_API_HOST says so.
Gave the webhook URLs of application ${server.id} back.
`,
    });
    expect(await read(server)).toEqual(before);
    expect(journals(place)).toEqual([]);
  });
});

describe('the way back', () => {
  it('begins with a journal that is on disk before the application is changed', async () => {
    const server = await serverWith(FIRST);
    const place = emptyPlace();
    const atEachPut: number[] = [];
    server.onWrite = () => atEachPut.push(journals(place).length);
    await borrowsAndGivesBack(server, place, 'SIGINT');
    expect(atEachPut).toEqual([1, 1]);
  });

  it('is taken by a Ctrl-C in the very moment of borrowing', async () => {
    const server = await serverWith(FIRST);
    const place = emptyPlace();
    const before = await read(server);
    const cli = startCli(
      ['listen', '--json', '--tunnel', 'none', '--port', '0'],
      place,
      inEnvironment(server),
    );
    server.onWrite = () => {
      server.onWrite = undefined;
      cli.child.kill('SIGINT');
    };
    expect((await cli.ended).code).toBe(0);
    expect(await read(server)).toEqual(before);
    expect(journals(place)).toEqual([]);
  });

  it.each<[name: string, faults: Fault[]]>([
    ['a gateway’s 503', [{ status: 503 }]],
    ['an answer that is lost', ['half']],
    ['a connection that breaks', ['reset']],
    ['a 502 for what was done', [{ doneButStatus: 502 }]],
  ])('is tried again after %s', async (_name, faults) => {
    const server = await serverWith(FIRST);
    const before = await read(server);
    server.faults.PUT.push(undefined, ...faults);
    const listen = await listenTo(server, emptyPlace());
    expect(await listen.stop()).toBe(0);
    expect(await read(server)).toEqual(before);
  });

  it('ends after five seconds when the API stays down, and says so in words', async () => {
    const server = await serverWith(FIRST);
    const place = emptyPlace();
    const before = await read(server);
    server.faults.PUT.push(undefined, ...Array<Fault>(50).fill({ status: 503 }));
    const cli = startCli(['listen', '--tunnel', 'none', '--port', '0'], place, inEnvironment(server));
    onTestFinished(() => void cli.child.kill('SIGKILL'));
    await vi.waitFor(() => expect(cli.stdout()).toContain('Undo by hand'), { timeout: 10_000 });
    expect(await cli.stop('SIGINT')).toBe(3);
    const undo = `vonage-flow listen --give-back --app ${server.id}`;
    const end = cli
      .stdout()
      .slice(cli.stdout().indexOf('stopping'))
      .replace(/\n +/g, ' ')
      .replace(/^\d\d:\d\d:\d\d\.\d{3}/gm, 'hh:mm:ss.sss');
    const why = `${server.api} has a fault of its own (503). The API says: Out of order`;
    expect(end.split('\n')).toEqual([
      'stopping (SIGINT): giving the webhook URLs back',
      ...['voice.answer', 'voice.event', 'rtc.event'].map(
        (slot) => `hh:mm:ss.sss !    ${slot} was not given back: ${why} mend it with: ${undo}`,
      ),
      '',
    ]);

    server.faults.PUT.length = 0;
    expect((await runCli(undo.split(' ').slice(1), place, inEnvironment(server))).code).toBe(0);
    expect(await read(server)).toEqual(before);
  });

  it('is cut short by a second Ctrl-C, which says what is left', async () => {
    const server = await serverWith(FIRST);
    const place = emptyPlace();
    const before = await read(server);
    server.faults.PUT.push(undefined, 'hang');
    const listen = await listenTo(server, place);
    const puts = () => server.requests.filter(({ line }) => line.startsWith('PUT')).length;
    listen.child.kill('SIGINT');
    await vi.waitFor(() => expect(puts()).toBe(2));
    expect(await listen.stop('SIGINT')).toBe(3);
    expect(puts()).toBe(2);
    const undo = `vonage-flow listen --give-back --app ${server.id}`;
    expect(listen.lines().at(-1)).toMatchObject({
      type: 'closed',
      left: ['voice.answer', 'voice.event', 'rtc.event'].map((slot) => ({
        slot,
        undo,
        why: 'you asked to leave at once',
      })),
    });
    expect((await runCli(undo.split(' ').slice(1), place, inEnvironment(server))).code).toBe(0);
    expect(await read(server)).toEqual(before);
  });

  it('leaves alone what somebody else has changed meanwhile', async () => {
    const server = await serverWith(FIRST);
    const before = await read(server);
    const listen = await listenTo(server, emptyPlace());
    const theirs = 'https://theirs.example/event';
    const [, borrowedEvent] = borrowedIn(listen.ready);
    const edit = (text: string, from: string, to: string) =>
      JSON.parse(text.replaceAll(from, to)) as JsonObject;
    server.edit(server.id, (now) => edit(JSON.stringify(now), borrowedEvent!.now, theirs));
    expect(await listen.stop()).toBe(0);
    expect(await read(server)).toEqual(edit(JSON.stringify(before), borrowedEvent!.before ?? '', theirs));
    expect(
      listen
        .lines()
        .filter(({ type }) => type === 'info')
        .at(-1)?.['what'],
    ).toBe(`voice.event holds ${theirs} now: somebody else changed it meanwhile, so it was left as it is.`);
  });
});

describe('after kill -9', () => {
  const killed = async () => {
    const server = await serverWith(FIRST);
    const place = emptyPlace();
    const before = await read(server);
    const listen = await listenTo(server, place);
    await listen.stop('SIGKILL');
    const ours = borrowedIn(listen.ready).map(({ now }) => now);
    expect(addressesIn(await read(server))).toEqual(expect.arrayContaining(ours));
    expect(journals(place)).toHaveLength(1);
    return { server, place, before };
  };

  it('the next start takes over, and gives back what was there first', async () => {
    const { server, place, before } = await killed();
    const listen = await listenTo(server, place, '--borrow', 'voice.event');
    expect(borrowedIn(listen.ready)).toMatchObject([
      { slot: 'voice.event', before: 'http://127.0.0.1:5/event' },
    ]);
    // What this run does not borrow went back at once.
    expect(
      addressesIn(await read(server)).filter((address) =>
        address?.startsWith(String(listen.ready['publicUrl'])),
      ),
    ).toEqual([`${listen.publicUrl}/webhooks/voice/event`]);
    expect(await listen.stop()).toBe(0);
    expect(await read(server)).toEqual(before);
    expect(journals(place)).toEqual([]);
  });

  it('`listen --give-back` mends it', async () => {
    const { server, place, before } = await killed();
    const args = ['listen', '--give-back', '--app', server.id];
    expect((await runCli(args, place, inEnvironment(server))).code).toBe(0);
    expect(await read(server)).toEqual(before);
    expect(await runCli(args, place, inEnvironment(server))).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/there is nothing to give back/),
    });
  });
});

it('the key and the secret go to this machine or to Vonage, never elsewhere', async () => {
  const place = emptyPlace();
  const env = {
    VONAGE_API_KEY: 'abcd1234',
    VONAGE_API_SECRET: 'secret',
    VONAGE_APPLICATION_ID: String(FIRST['id']),
  };
  // The tests' guard stops the way to Vonage itself.
  const ran = await runCli(['listen', '--tunnel', 'none', '--port', '0'], place, {
    ...env,
    VONAGE_API_HOST: 'https://collector.invalid',
  });
  expect(ran.code).toBe(3);
  expect(ran.stderr).toContain('https://api.nexmo.com could not be asked');
  expect(ran.stdout + ran.stderr).not.toContain('collector');
});
