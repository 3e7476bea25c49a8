import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import {
  type Account,
  borrowedIn,
  borrowsAndGivesBack,
  giveBackByHand,
  journals,
  listenTo,
  putsTo,
  read,
  serverWith,
  undoFor,
} from '../support/account.ts';
import { ODD_APPLICATIONS } from '../support/odd-applications.ts';
import { basic } from '../support/read-application.ts';
import { emptyPlace, watchedEmulator } from '../support/whole-flow.ts';

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
    if (borrowed.length === 0) {
      // Nothing was taken, so nothing can fail to go back.
      expect(await listen.stop()).toBe(0);
      expect(putsTo(server)).toBe(0);
      return;
    }
    expect(await listen.stop()).toBe(3);
    expect(await read(server)).not.toEqual(before);
    const undo = undoFor(server);
    expect(listen.ready['undo']).toBe(undo);
    expect(listen.lines().at(-1)).toMatchObject({
      type: 'closed',
      left: borrowed.map(({ slot }) => ({ slot, undo, why: expect.stringContaining('not now') })),
    });

    expect(await giveBackByHand(server, place)).toEqual({
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
