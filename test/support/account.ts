import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import {
  type ApplicationsServer,
  type ApplicationsServerOptions,
  startApplicationsServer,
} from './applications-server.ts';
import { type Place, runCli } from './cli.ts';
import { readApplication } from './read-application.ts';
import { type Listening, startListening } from './whole-flow.ts';

/** An application behind an API of this machine, and how to reach both. */
export interface Account {
  readonly api: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** The application's. */
  readonly id: string;
}

/** A server of the Applications API, for its faults, that holds one application. Closed after the test. */
export const serverWith = async (
  application: JsonObject,
  options: ApplicationsServerOptions = {},
): Promise<ApplicationsServer & Account> => {
  const server = await startApplicationsServer([application], options);
  onTestFinished(() => server.close());
  // The same object, since the server looks at its own `onWrite`.
  return Object.assign(server, { api: server.url, id: String(application['id']) });
};

/** The account as a user of the command has it: in the environment. */
export const inEnvironment = ({ api, apiKey, apiSecret, id }: Account): Record<string, string> => ({
  VONAGE_API_HOST: api,
  VONAGE_API_KEY: apiKey,
  VONAGE_API_SECRET: apiSecret,
  VONAGE_APPLICATION_ID: id,
});

/** The account's application, as GET gives it. */
export const read = (account: Account): Promise<JsonObject> =>
  readApplication(account.api, account, account.id);

/** Starts `listen` as for a real application; only that everything is on this machine, so it needs no tunnel. */
export const listenTo = (account: Account, place: Place, ...args: string[]): Promise<Listening> =>
  startListening(['--tunnel', 'none', ...args], place, inEnvironment(account));

/** The command that gives back by hand. */
export const undoFor = ({ id }: Account): string => `vonage-flow listen --give-back --app ${id}`;

/** Types what `undoFor` says. */
export const giveBackByHand = (
  account: Account,
  place: Place,
  ...more: string[]
): ReturnType<typeof runCli> =>
  runCli([...undoFor(account).split(' ').slice(1), ...more], place, inEnvironment(account));

/** How often the application was written. */
export const putsTo = (server: ApplicationsServer): number =>
  server.requests.filter(({ line }) => line.startsWith('PUT')).length;

/** Slots as the `ready` line lists them. */
export const borrowedIn = (ready: JsonObject) =>
  // Its shape is that of docs/events.md.
  ready['borrowed'] as unknown as readonly { slot: string; before: string | null; now: string }[];

const journalFolder = (place: Place): string =>
  join(place.home, '.local', 'state', 'vonage-flow', 'borrowed');

/** Whole files of the journal of borrowed URLs; one that is being written, or whose writer was killed, is none. */
export const journals = (place: Place): readonly string[] => {
  const folder = journalFolder(place);
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
};

/** Whole notes of changes that `app configure --undo` would bring back. */
export const changeNotes = (place: Place): readonly string[] => {
  const folder = join(journalFolder(place), '..', 'changed');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
};

/** What the journal holds, as text. */
export const journalOf = (place: Place): string =>
  journals(place)
    .map((name) => readFileSync(join(journalFolder(place), name), 'utf8'))
    .join('\n');

/** Every address in an application's webhooks. */
export const addressesIn = (application: JsonObject): (string | undefined)[] =>
  [...JSON.stringify(application).matchAll(/"address":"(http:[^"]+)"/g)].map((match) => match[1]);

/** One run that a signal stops: borrowed while it ran, given back when it ended. Gives the slots it had borrowed. */
export const borrowsAndGivesBack = async (
  account: Account,
  place: Place,
  signal: NodeJS.Signals,
): Promise<readonly string[]> => {
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
