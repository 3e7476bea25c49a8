import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Applications, openApplications } from '../../../src/edge/applications.ts';
import { borrow } from '../../../src/edge/borrow/borrow.ts';
import { giveBackForEarlier } from '../../../src/edge/borrow/give-back.ts';
import { type JournalEntry, journalPath, readJournal } from '../../../src/edge/borrow/journal.ts';
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

const borrowAs = (who: Borrower) =>
  borrow(who, applications, {
    application: ID,
    slots: ['voice.answer', 'rtc.event'],
    urlFor: () => 'https://ours.example/',
    consent: 'given',
    tell,
  });

const borrowAndDie = async (): Promise<JournalEntry> => {
  await borrowAs({ ...world, pid: 77 });
  return (await readJournal(world, applications.apiHost, ID))!;
};

const giveBack = (entry: JournalEntry) => giveBackForEarlier(world, applications, entry, { tell });

describe('giving back by hand', () => {
  it('gives back what a dead run left, and forgets it', async () => {
    const before = server.application(ID);
    expect(await giveBack(await borrowAndDie())).toEqual({ by: 'us', left: [] });
    expect(server.application(ID)).toEqual(before);
    expect(await readJournal(world, applications.apiHost, ID)).toBeUndefined();
  });

  it('remembers on, when the application is not there for this account', async () => {
    const entry = await borrowAndDie();
    server.faults.GET.push({ status: 404 });
    expect(await giveBack(entry)).toMatchObject({
      by: 'us',
      left: [{ slot: 'voice.answer' }, { slot: 'rtc.event' }],
    });
    expect(await giveBack(entry)).toEqual({ by: 'us', left: [] });
  });

  it('leaves what another run has borrowed since the journal was read, also at the same URL', async () => {
    const before = server.application(ID);
    const entry = await borrowAndDie();
    const loan = await borrowAs({ ...world, pid: 78 });
    const during = server.application(ID);
    const seeing: Borrower = { ...world, isRunning: (pid) => pid === 78 };
    expect(await giveBackForEarlier(seeing, applications, entry, { tell })).toMatchObject({
      by: 'nobody',
      holder: { pid: 78 },
    });
    expect(server.application(ID)).toEqual(during);
    expect(await loan.giveBack(AbortSignal.timeout(5_000))).toEqual([]);
    expect(await giveBack(entry)).toEqual({ by: 'another' });
    expect(server.application(ID)).toEqual(before);
  });

  it('gives back what such a run left that died as well', async () => {
    const before = server.application(ID);
    const entry = await borrowAndDie();
    await borrowAs({ ...world, pid: 78 });
    expect(await giveBack(entry)).toEqual({ by: 'us', left: [] });
    expect(server.application(ID)).toEqual(before);
  });

  it.each([
    '',
    '{"version":2}',
    '{"version":1,"pid":1,"borrowedAt":1,"apiHost":"x","application":{},"slots":[{"slot":"voice.answer"}]}',
  ])('fails at a journal that makes no sense: %j', async (text) => {
    const entry = await borrowAndDie();
    const path = journalPath(world, applications.apiHost, ID);
    await writeFile(path, text);
    expect(await wordsOfFailure(giveBack(entry))).toEqual({
      what: `${path} cannot be understood`,
      why: 'It is not an entry that this version of vonage-flow understands. It holds the webhook URLs that an earlier run borrowed.',
      tryThis: ['compare the URLs in it with the application', 'then remove the file'],
      exitCode: 3,
    });
  });
});
