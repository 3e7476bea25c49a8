import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Applications, openApplications } from '../../../src/edge/applications.ts';
import { borrow } from '../../../src/edge/borrow/borrow.ts';
import { giveBackFromJournal } from '../../../src/edge/borrow/give-back.ts';
import { journalPath } from '../../../src/edge/borrow/journal.ts';
import { type ApplicationsServer, startApplicationsServer } from '../../support/applications-server.ts';
import { type Borrower, borrower, wordsOfFailure } from '../../support/borrower.ts';

const ID = '11111111-2222-4333-8444-555555555555';
const tell = () => undefined;

let server: ApplicationsServer;
let applications: Applications;
let world: Borrower;

beforeEach(async () => {
  server = await startApplicationsServer([{ id: ID, name: 'demo', capabilities: { voice: {}, rtc: {} } }]);
  applications = openApplications({
    apiKey: server.apiKey,
    apiSecret: server.apiSecret,
    apiHost: server.url,
  });
  world = await borrower();
});
afterEach(() => server.close());

const borrowAndDie = () =>
  borrow(world, applications, {
    application: ID,
    slots: ['voice.answer', 'rtc.event'],
    urlFor: () => 'https://ours.example/',
    consent: 'ask',
    tell,
  });

describe('giving back by hand', () => {
  it('knows of nothing where nothing was borrowed', async () => {
    expect(await giveBackFromJournal(world, applications, ID, { tell })).toBeUndefined();
  });

  it('gives back what a dead run left, and forgets it', async () => {
    const before = server.application(ID);
    await borrowAndDie();
    expect(await giveBackFromJournal(world, applications, ID, { tell })).toEqual([]);
    expect(server.application(ID)).toEqual(before);
    expect(await giveBackFromJournal(world, applications, ID, { tell })).toBeUndefined();
  });

  it('remembers on, when the application is not there for this account', async () => {
    await borrowAndDie();
    server.faults.GET.push({ status: 404 });
    expect((await giveBackFromJournal(world, applications, ID, { tell }))?.map(({ slot }) => slot)).toEqual([
      'voice.answer',
      'rtc.event',
    ]);
    expect(await giveBackFromJournal(world, applications, ID, { tell })).toEqual([]);
  });

  it.each([
    '',
    '{"version":2}',
    '{"version":1,"pid":1,"borrowedAt":1,"apiHost":"x","application":{},"slots":[{"slot":"voice.answer"}]}',
  ])('fails at a journal that makes no sense: %j', async (text) => {
    await borrowAndDie();
    const path = journalPath(world, applications.apiHost, ID);
    await writeFile(path, text);
    expect(await wordsOfFailure(giveBackFromJournal(world, applications, ID, { tell }))).toEqual({
      what: `${path} cannot be understood`,
      why: 'It is not an entry that this version of vonage-flow understands. It holds the webhook URLs that an earlier run borrowed.',
      tryThis: ['compare the URLs in it with the application', 'then remove the file'],
      exitCode: 3,
    });
  });
});
