import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openNumbers } from '../../../src/edge/applications/numbers.ts';
import { openApplications } from '../../../src/edge/applications.ts';
import { stateFolder } from '../../../src/edge/borrow/state-folder.ts';
import { type ChangeAt, carryOut } from '../../../src/edge/configure/carry-out.ts';
import { type ChangeRecord, readChange, writeChange } from '../../../src/edge/configure/change-record.ts';
import { placesOf } from '../../../src/edge/configure/places.ts';
import { planUndo, undoChange } from '../../../src/edge/configure/undo-change.ts';
import { type Application, withSlot } from '../../../src/vonage/application.ts';
import type { SlotId } from '../../../src/vonage/slots.ts';
import { type ApplicationsServer, startApplicationsServer } from '../../support/applications-server.ts';
import { type Borrower, borrower, wordsOfFailure } from '../../support/borrower.ts';

const ID = '11111111-2222-4333-8444-555555555555';
const url = (path: string) => ({ address: `https://old.example/${path}`, http_method: 'POST' });

let server: ApplicationsServer;
let at: ChangeAt;
let world: Borrower;

beforeEach(async () => {
  server = await startApplicationsServer([
    {
      id: ID,
      name: 'demo',
      capabilities: {
        rtc: { webhooks: { event_url: url('rtc') } },
        messages: { webhooks: { inbound_url: url('inbound'), status_url: url('status') } },
      },
    },
  ]);
  const account = { apiKey: server.apiKey, apiSecret: server.apiSecret, apiHost: server.url };
  at = { applications: openApplications(account), numbers: openNumbers(account), tell: () => undefined };
  world = await borrower();
});
afterEach(() => server.close());

const set = (seen: Application, slot: SlotId, path: string, through = at): Promise<Application> => {
  const wanted = withSlot(seen, slot, { address: `https://new.example/${path}`, http_method: 'POST' });
  return carryOut(world, through, seen, { places: placesOf(seen, wanted), numbers: [] });
};

const undo = async () => {
  const seen = await at.applications.read(ID);
  const plan = await planUndo(world, at, seen);
  return plan && undoChange(world, at, plan, seen);
};

describe('a change whose outcome nobody knows', () => {
  it.each<[name: string, arrives: boolean]>([
    ['arrives after another run has read the application', true],
    ['never arrives', false],
  ])('is undone with the one that follows, when it %s', async (_name, arrives) => {
    const before = server.application(ID);
    const seen = await at.applications.read(ID);
    server.faults.PUT.push(arrives ? { doneButStatus: 502 } : { status: 502 });
    server.faults.GET.push(undefined, { status: 400 });
    expect(await wordsOfFailure(set(seen, 'rtc.event', 'rtc'))).toMatchObject({
      what: `It is not known whether application ${ID} was changed`,
    });
    await set(seen, 'messages.status', 'status');
    expect((await undo())?.restored).toHaveLength(arrives ? 2 : 1);
    expect(server.application(ID)).toEqual(before);
    expect(await readChange(world, server.url, ID)).toBeUndefined();
  });
});

describe('a run that lost its lock, as one that was asleep', () => {
  const locks = () => join(stateFolder(world), 'locks');
  /** Another run takes the lock, and notes what it changes. */
  const another = async (): Promise<ChangeRecord> => {
    const [folder = ''] = readdirSync(locks());
    writeFileSync(join(locks(), folder, '99'), 'free');
    const application = { id: ID, name: 'demo' };
    const record: ChangeRecord = {
      version: 1,
      application,
      apiHost: server.url,
      at: 1,
      done: true,
      places: [],
    };
    await writeChange(world, record);
    return record;
  };

  it('changes nothing, and leaves the note of the other one alone', async () => {
    mkdirSync(locks(), { recursive: true });
    const before = server.application(ID);
    let theirs: ChangeRecord | undefined;
    const asleep: ChangeAt = {
      ...at,
      applications: {
        ...at.applications,
        read: async (...asked) => {
          const seen = await at.applications.read(...asked);
          theirs = await another();
          return seen;
        },
      },
    };
    const seen = await at.applications.read(ID);
    expect(await wordsOfFailure(set(seen, 'rtc.event', 'rtc', asleep))).toMatchObject({
      what: `Another run of vonage-flow has begun to change application ${ID} meanwhile`,
    });
    expect(server.application(ID)).toEqual(before);
    expect(await readChange(world, server.url, ID)).toEqual(theirs);
  });
});
