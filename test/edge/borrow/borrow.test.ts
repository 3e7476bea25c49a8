import { existsSync, readdirSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Applications, openApplications } from '../../../src/edge/applications.ts';
import { type BorrowOptions, borrow } from '../../../src/edge/borrow/borrow.ts';
import { journalPath, readJournal } from '../../../src/edge/borrow/journal.ts';
import { stateFolder } from '../../../src/edge/borrow/state-folder.ts';
import { slotAddress, withSlot } from '../../../src/vonage/application.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';
import { SLOT_IDS, SLOTS } from '../../../src/vonage/slots.ts';
import {
  type ApplicationsServer,
  type Fault,
  startApplicationsServer,
} from '../../support/applications-server.ts';
import { type Borrower, borrower, wordsOfFailure } from '../../support/borrower.ts';
import { freePort } from '../../support/free-port.ts';
import { ODD_APPLICATIONS } from '../../support/odd-applications.ts';

const OURS = 'https://ours.example';
const ALL = ODD_APPLICATIONS.find(([oddity]) => oddity === 'all capabilities')![1];
const ALL_ID = String(ALL['id']);

let server: ApplicationsServer;
let applications: Applications;
let told: string[];

beforeEach(async () => {
  server = await startApplicationsServer(ODD_APPLICATIONS.map(([, application]) => application));
  applications = openApplications({
    apiKey: server.apiKey,
    apiSecret: server.apiSecret,
    apiHost: server.url,
  });
  told = [];
});
afterEach(() => server.close());

const options = (id: string, more: Partial<BorrowOptions> = {}): BorrowOptions => ({
  application: id,
  slots: SLOT_IDS,
  urlFor: (slot) => `${OURS}${SLOTS[slot].path}`,
  consent: 'ask',
  tell: (words) => told.push(words),
  ...more,
});

const soon = () => AbortSignal.timeout(5_000);

describe('ten differently odd applications', () => {
  const FAULTS: readonly (readonly [name: string, faults: (Fault | undefined)[]])[] = [
    ['nothing goes wrong', []],
    ['the first PUT fails', [{ status: 500 }]],
    ['the second PUT fails', [undefined, { status: 503 }]],
    ['both fail although they were carried out', [{ doneButStatus: 502 }, { doneButStatus: 504 }]],
    ['both answers break off in the middle', ['half', 'half']],
    [
      'too many requests, twice each',
      [{ status: 429 }, { status: 429 }, undefined, { status: 429 }, { status: 429 }],
    ],
  ];
  const rows = ODD_APPLICATIONS.flatMap(([oddity, application]) =>
    FAULTS.map(([name, faults]) => ({ oddity, application, name, faults })),
  );
  it.each(rows)('$oddity: GET before equals GET after, when $name', async ({ application, faults }) => {
    const id = String(application['id']);
    const world = await borrower();
    const before = server.application(id);
    server.faults.PUT.push(...faults);
    const loan = await borrow(world, applications, options(id));
    for (const { slot, now } of loan.borrowed) expect(slotAddress(server.application(id)!, slot)).toBe(now);
    expect(await loan.giveBack(soon())).toEqual([]);
    expect(server.application(id)).toEqual(before);
    expect(await readJournal(world, applications.apiHost, id)).toBeUndefined();
    expect(told).toEqual([]);
  });
});

describe('a run that died', () => {
  it.each<[name: string, at: string]>([
    ['at the same address', OURS],
    ['at another', 'https://next.example'],
  ])('is followed by one %s, which gives back what was before both', async (_name, at) => {
    const before = server.application(ALL_ID);
    const first = await borrower();
    await borrow({ ...first, pid: 2_000_000 }, applications, options(ALL_ID));
    const again = await borrower({ home: first.homeDirectory });
    const loan = await borrow(
      again,
      applications,
      options(ALL_ID, { urlFor: (slot) => `${at}${SLOTS[slot].path}`, consent: 'given' }),
    );
    expect(slotAddress(server.application(ALL_ID)!, 'voice.answer')).toBe(`${at}/webhooks/voice/answer`);
    expect(await readJournal(again, applications.apiHost, ALL_ID)).toMatchObject({ pid: again.pid });
    expect(await loan.giveBack(soon())).toEqual([]);
    expect(server.application(ALL_ID)).toEqual(before);
  });
});

describe('what is borrowed', () => {
  it('skips a capability that is off and names it', async () => {
    const [, bare] = ODD_APPLICATIONS[2]!;
    const loan = await borrow(
      await borrower(),
      applications,
      options(String(bare['id']), { slots: ['voice.answer', 'rtc.event'] }),
    );
    expect(loan.borrowed).toEqual([
      { slot: 'voice.answer', before: 'http://127.0.0.1:5/answer', now: `${OURS}/webhooks/voice/answer` },
    ]);
    expect(loan.skipped).toEqual([
      { slot: 'rtc.event', why: 'the application has its rtc capability switched off' },
    ]);
    expect(loan.undo).toBe(`vonage-flow listen --give-back --app ${String(bare['id'])}`);
  });

  it('touches nothing when there is nothing to borrow', async () => {
    const world = await borrower();
    const loan = await borrow(world, applications, options(String(ODD_APPLICATIONS[4]![1]['id'])));
    expect([loan.borrowed, loan.undo, await loan.giveBack(soon())]).toEqual([[], undefined, []]);
    expect(server.requests.map(({ line }) => line.split(' ')[0])).toEqual(['GET']);
  });

  it('has the journal on disk, for its owner only, before the application changes', async () => {
    const world = await borrower();
    const path = journalPath(world, applications.apiHost, ALL_ID);
    let journal: Promise<string> | undefined;
    server.onWrite = () => {
      journal ??= readFile(path, 'utf8');
    };
    await borrow(world, applications, options(ALL_ID, { slots: ['voice.answer'] }));
    expect(JSON.parse((await journal)!)).toEqual({
      version: 1,
      application: { id: ALL_ID, name: 'all' },
      host: hostname(),
      apiHost: server.url,
      pid: 1000,
      borrowedAt: Date.parse('2026-03-01T09:30:00.000Z'),
      slots: [
        {
          slot: 'voice.answer',
          before: {
            value: { address: 'http://127.0.0.1:5/answer', connect_timeout: 1000, socket_timeout: 5000 },
          },
          ours: [`${OURS}/webhooks/voice/answer`],
        },
      ],
    });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(`${world.homeDirectory}/.local/state/vonage-flow`)).mode & 0o777).toBe(0o700);
  });

  it('changes addresses only, and never sends what the platform refuses', async () => {
    await borrow(await borrower(), applications, options(ALL_ID, { slots: ['voice.answer'] }));
    const before = structuredClone(server.requests.find(({ body }) => body)!.body!) as JsonObject;
    expect('_links' in before).toBe(false);
    const answer = { address: 'http://127.0.0.1:5/answer', connect_timeout: 1000, socket_timeout: 5000 };
    const { body } = server.requests.at(-1)!;
    expect(withSlot(body!, 'voice.answer', answer)).toEqual(await fresh(ALL_ID));
  });
});

/** The application as a server that nobody touched has it. */
const fresh = async (id: string): Promise<JsonObject> => {
  const untouched = await startApplicationsServer([ALL]);
  await untouched.close();
  return untouched.application(id)!;
};

describe('giving back', () => {
  it('leaves alone what somebody else changed meanwhile, and says so', async () => {
    const world = await borrower();
    const before = server.application(ALL_ID)!;
    const loan = await borrow(world, applications, options(ALL_ID));
    const theirs = {
      address: 'https://theirs.example/?token=hush',
      http_method: 'POST',
      connect_timeout: 300,
      socket_timeout: 1000,
    };
    server.edit(ALL_ID, (application) =>
      withSlot({ ...application, name: 'renamed' }, 'voice.answer', theirs),
    );
    expect(await loan.giveBack(soon())).toEqual([]);
    expect(server.application(ALL_ID)).toEqual(
      withSlot({ ...before, name: 'renamed' }, 'voice.answer', theirs),
    );
    expect(told).toEqual([
      'voice.answer holds https://theirs.example/?token=*** now: somebody else changed it meanwhile, so it was left as it is.',
    ]);
  });

  it('is content with an application that was deleted', async () => {
    const loan = await borrow(await borrower(), applications, options(ALL_ID));
    server.edit(ALL_ID, () => undefined);
    expect(await loan.giveBack(soon())).toEqual([]);
    expect(told).toEqual(['Application "all" no longer exists, so nothing was left to give back.']);
  });

  it('does not switch a capability on again that was switched off meanwhile', async () => {
    const loan = await borrow(
      await borrower(),
      applications,
      options(ALL_ID, { slots: ['voice.answer', 'rtc.event'] }),
    );
    server.edit(ALL_ID, (application) => {
      const { rtc: _rtc, ...capabilities } = application['capabilities'] as JsonObject;
      return { ...application, capabilities };
    });
    expect(await loan.giveBack(soon())).toEqual([]);
    expect(Object.keys(server.application(ALL_ID)!['capabilities'] as JsonObject)).not.toContain('rtc');
  });

  it('says what is left and keeps the journal, when the platform stays down, and succeeds later', async () => {
    const world = await borrower();
    const before = server.application(ALL_ID);
    const loan = await borrow(world, applications, options(ALL_ID, { slots: ['voice.answer'] }));
    server.faults.PUT.push(...Array.from({ length: 20 }, () => ({ status: 500 })));
    expect(await loan.giveBack(soon())).toEqual([
      {
        slot: 'voice.answer',
        why: `${server.url} has a fault of its own (500). The API says: Out of order.`,
        undo: `vonage-flow listen --give-back --app ${ALL_ID}`,
      },
    ]);
    expect(await readJournal(world, applications.apiHost, ALL_ID)).toBeDefined();
    server.faults.PUT.length = 0;
    expect(await loan.giveBack(soon())).toEqual([]);
    expect(server.application(ALL_ID)).toEqual(before);
  });

  it('gives back what was there before a taker that died, also when the first look at it fails', async () => {
    const loan = await borrow(await borrower(), applications, options(ALL_ID, { slots: ['voice.answer'] }));
    const before = loan.borrowed[0]?.before;
    // Nobody listens there.
    const taker = `http://127.0.0.1:${await freePort()}/webhooks/voice/answer`;
    server.edit(ALL_ID, (now) => withSlot(now, 'voice.answer', { address: taker }));
    loan.takenBy(taker);
    server.faults.GET.push({ status: 503 });
    expect(await loan.giveBack(soon())).toEqual([]);
    expect(slotAddress(server.application(ALL_ID) ?? {}, 'voice.answer')).toBe(before);
    expect(told).toEqual([]);
  });

  it('gives up at the deadline when the platform hangs, with all that is left', async () => {
    const loan = await borrow(
      await borrower(),
      applications,
      options(ALL_ID, { slots: ['voice.answer', 'voice.event'] }),
    );
    server.faults.PUT.push('hang');
    const left = await loan.giveBack(AbortSignal.timeout(300));
    expect(left.map(({ slot }) => slot)).toEqual(['voice.answer', 'voice.event']);
    expect(loan.leftBehind('killed').map(({ slot, why }) => [slot, why])).toEqual([
      ['voice.answer', 'killed'],
      ['voice.event', 'killed'],
    ]);
  });
});

describe('a run that died', () => {
  const die = async (): Promise<Borrower> => {
    const world = await borrower({ pid: 77 });
    await borrow(
      world,
      applications,
      options(ALL_ID, { urlFor: (slot) => `https://dead.example${SLOTS[slot].path}` }),
    );
    return world;
  };

  it('is taken over: its old values count, also for slots that are not borrowed again', async () => {
    const before = server.application(ALL_ID);
    const { homeDirectory } = await die();
    const world = await borrower({ home: homeDirectory });
    const loan = await borrow(world, applications, options(ALL_ID, { slots: ['voice.answer'] }));
    expect(loan.borrowed).toEqual([
      { slot: 'voice.answer', before: 'http://127.0.0.1:5/answer', now: `${OURS}/webhooks/voice/answer` },
    ]);
    expect(slotAddress(server.application(ALL_ID)!, 'rtc.event')).toBe('http://127.0.0.1:5/rtc');
    expect(await loan.giveBack(soon())).toEqual([]);
    expect(server.application(ALL_ID)).toEqual(before);
  });

  it('is taken over again when the second run dies between the journal and the change', async () => {
    const before = server.application(ALL_ID);
    const { homeDirectory } = await die();
    server.faults.PUT.push(...Array.from({ length: 30 }, () => ({ status: 400 })));
    await wordsOfFailure(
      borrow(await borrower({ home: homeDirectory, pid: 78 }), applications, options(ALL_ID)),
    );
    server.faults.PUT.length = 0;
    const loan = await borrow(await borrower({ home: homeDirectory }), applications, options(ALL_ID));
    expect(await loan.giveBack(soon())).toEqual([]);
    expect(server.application(ALL_ID)).toEqual(before);
  });

  it('is refused also when it began while this one was asking for consent', async () => {
    const { homeDirectory } = await borrower();
    const first = await borrower({ home: homeDirectory, pid: 77 });
    const second = await borrower({ home: homeDirectory, pid: 78, running: [77], answer: 'y' });
    let changed: JsonObject | undefined;
    const slow: Borrower = {
      ...second,
      keyboard: {
        ...second.keyboard,
        ask: async () => {
          await borrow(first, applications, options(ALL_ID, { consent: 'not-needed' }));
          changed = server.application(ALL_ID);
          return 'y';
        },
      },
    };
    // Something has to answer, or nobody is asked.
    const live = `${server.url}/live`;
    server.edit(ALL_ID, (now) => withSlot(now, 'voice.answer', { address: live }));
    expect(await wordsOfFailure(borrow(slow, applications, options(ALL_ID)))).toMatchObject({
      what: 'Another run of vonage-flow (pid 77) holds the webhook URLs of this application',
    });
    expect(server.application(ALL_ID)).toEqual(changed);
    expect(await readJournal(second, applications.apiHost, ALL_ID)).toMatchObject({ pid: 77 });
  });

  it('is refused while it lives', async () => {
    const { homeDirectory } = await die();
    const world = await borrower({ home: homeDirectory, running: [77] });
    const changed = server.application(ALL_ID);
    expect(await wordsOfFailure(borrow(world, applications, options(ALL_ID)))).toEqual({
      what: 'Another run of vonage-flow (pid 77) holds the webhook URLs of this application',
      why: 'It borrowed them at 2026-03-01T09:30:00.000Z and gives them back when it ends.',
      tryThis: [
        'stop that run, or listen to another application',
        'or, when you mean it, add --take-over',
        `if there is no such run any more: vonage-flow listen --give-back --app ${ALL_ID} --take-over`,
      ],
      exitCode: 3,
    });
    expect(server.application(ALL_ID)).toEqual(changed);
  });
});

describe('a run of another computer that shares this home folder', () => {
  /** The entry of a run there, or of one of before, when hosts were not noted. */
  const leave = async (host: string | undefined): Promise<string> => {
    const first = await borrower({ pid: 77 });
    await borrow(first, applications, options(ALL_ID));
    const path = journalPath(first, applications.apiHost, ALL_ID);
    const entry = JSON.parse(await readFile(path, 'utf8')) as JsonObject;
    await writeFile(path, JSON.stringify({ ...entry, host }));
    return first.homeDirectory;
  };

  it('counts as alive, whoever bears its process id here, until somebody says otherwise', async () => {
    const before = server.application(ALL_ID);
    const world = await borrower({ home: await leave('laptop\x1b[2J') });
    expect(await wordsOfFailure(borrow(world, applications, options(ALL_ID)))).toEqual({
      what: 'Another run of vonage-flow (pid 77 on laptop\\x1b[2J) holds the webhook URLs of this application',
      why: 'It borrowed them at 2026-03-01T09:30:00.000Z and gives them back when it ends. That computer shares this home folder, and from here nobody can tell whether it still runs. Its URL, https://ours.example: gives no clear answer.',
      tryThis: [
        'stop it on laptop\\x1b[2J, or listen to another application',
        'or, when you mean it, add --take-over',
        `if there is no such run any more: vonage-flow listen --give-back --app ${ALL_ID} --take-over`,
      ],
      exitCode: 3,
    });
    const neighbours = { secret: server.apiSecret, takeOver: true, own: [] };
    const loan = await borrow(world, applications, options(ALL_ID, { neighbours, consent: 'given' }));
    expect(await loan.giveBack(soon())).toEqual([]);
    expect(server.application(ALL_ID)).toEqual(before);
  });

  it.each([
    ['its entry names none', undefined],
    ['only the network is another', `${hostname().split('.')[0]?.toUpperCase()}.elsewhere.example`],
  ])('is of this one where %s', async (_name, host) => {
    const world = await borrower({ home: await leave(host) });
    const loan = await borrow(world, applications, options(ALL_ID, { consent: 'given' }));
    expect(told).toEqual(['Took over from an earlier run (pid 77) that never gave its webhook URLs back.']);
    expect(await loan.giveBack(soon())).toEqual([]);
  });
});

describe('a start that fails', () => {
  it.each([
    [
      'a refusal',
      [{ status: 400, body: { title: 'Bad Request', detail: 'no' } }] as Fault[],
      'Vonage refused to change',
    ],
    [
      'rate limits without end',
      Array.from({ length: 4 }, (): Fault => ({ status: 429 })),
      'gets too many requests',
    ],
  ])('leaves neither change nor journal behind after %s', async (_name, faults, words) => {
    const world = await borrower();
    const before = server.application(ALL_ID);
    server.faults.PUT.push(...faults);
    expect(JSON.stringify(await wordsOfFailure(borrow(world, applications, options(ALL_ID))))).toContain(
      words,
    );
    expect(server.application(ALL_ID)).toEqual(before);
    expect(await readJournal(world, applications.apiHost, ALL_ID)).toBeUndefined();
  });

  it('gives back at once, and keeps the journal, when nobody knows what became of the change', async () => {
    const world = await borrower();
    const before = server.application(ALL_ID);
    server.faults.PUT.push({ doneButStatus: 502 });
    server.faults.GET.push(undefined, undefined, { status: 502 }, { status: 502 }, { status: 502 });
    const words = await wordsOfFailure(borrow(world, applications, options(ALL_ID)));
    expect(words).toMatchObject({
      what: `Application ${ALL_ID} could not be changed; it holds its old webhook URLs`,
    });
    expect(server.application(ALL_ID)).toEqual(before);
    expect(await readJournal(world, applications.apiHost, ALL_ID)).toBeDefined();
  });

  it('gives back and keeps the journal when the platform stores a URL otherwise than it was sent', async () => {
    const world = await borrower();
    const before = server.application(ALL_ID);
    const ours = `${OURS}/webhooks/voice/answer`;
    const normalising: Applications = {
      ...applications,
      write: (application, within) =>
        // Still an application: only one of its URLs has changed.
        applications.write(
          JSON.parse(JSON.stringify(application).replace(`"${ours}"`, `"${ours}/"`)) as typeof application,
          within,
        ),
    };
    expect(await wordsOfFailure(borrow(world, normalising, options(ALL_ID)))).toMatchObject({
      what: `Application ${ALL_ID} could not be changed; it holds its old webhook URLs`,
      tryThis: [
        'once the API answers again, start again',
        `or make sure of the old URLs: vonage-flow listen --give-back --app ${ALL_ID}`,
      ],
    });
    expect(server.application(ALL_ID)).toEqual(before);
    expect(await readJournal(world, applications.apiHost, ALL_ID)).toBeDefined();
    expect(told).toEqual([]);
  });

  it('keeps the journal and does not say "left alone" when a URL was changed right after the change', async () => {
    const world = await borrower();
    const theirs = 'https://theirs.example/';
    server.onWrite = () => {
      server.onWrite = undefined;
      server.edit(ALL_ID, (now) => withSlot(now, 'voice.answer', { address: theirs }));
    };
    server.faults.PUT.push({ doneButStatus: 502 });
    const words = await wordsOfFailure(borrow(world, applications, options(ALL_ID)));
    expect(words).toMatchObject({
      what: `Application ${ALL_ID} could not be changed; it holds none of our webhook URLs`,
      why: `Application ${ALL_ID} holds other webhook URLs than were sent: voice.answer. Somebody else may be changing it right now.`,
    });
    expect(JSON.stringify(server.application(ALL_ID))).not.toContain(OURS);
    expect(await readJournal(world, applications.apiHost, ALL_ID)).toBeDefined();
  });

  it('ends soon after a stop when the change is not answered, and keeps the journal', async () => {
    const world = await borrower();
    const before = server.application(ALL_ID);
    server.faults.PUT.push('hang');
    const work = wordsOfFailure(
      borrow(world, applications, options(ALL_ID, { signal: world.stopping.signal })),
    );
    await vi.waitFor(() => expect(server.requests.map(({ line }) => line)).toContain(`PUT ${ALL_ID}`));
    world.stopping.abort();
    expect(await work).toMatchObject({
      what: `Application ${ALL_ID} could not be changed; it holds its old webhook URLs`,
    });
    expect(server.application(ALL_ID)).toEqual(before);
    expect(await readJournal(world, applications.apiHost, ALL_ID)).toBeDefined();
  });

  it('leaves at once when somebody insists, with the journal on disk and the command that undoes', async () => {
    const insisting = new AbortController();
    const quiet = await borrower();
    const world = { ...quiet, stop: { ...quiet.stop, insisted: insisting.signal } };
    server.faults.PUT.push('hang');
    const work = wordsOfFailure(
      borrow(world, applications, options(ALL_ID, { signal: quiet.stopping.signal })),
    );
    await vi.waitFor(() => expect(server.requests.map(({ line }) => line)).toContain(`PUT ${ALL_ID}`));
    const asked = server.requests.length;
    quiet.stopping.abort();
    insisting.abort();
    expect(await work).toMatchObject({
      what: `It is not known whether application ${ALL_ID} was changed`,
      tryThis: [
        'once the API answers again, start again',
        `or make sure of the old URLs: vonage-flow listen --give-back --app ${ALL_ID}`,
      ],
    });
    expect(server.requests.slice(asked).filter(({ line }) => line.startsWith('PUT'))).toEqual([]);
    expect(await readJournal(world, applications.apiHost, ALL_ID)).toBeDefined();
  });

  it('leaves neither change nor journal behind when another run has its lock by now, as after a sleep', async () => {
    const world = await borrower();
    const before = server.application(ALL_ID);
    const locks = join(stateFolder(world), 'locks');
    const asleep: Applications = {
      ...applications,
      read: async (...asked) => {
        const seen = await applications.read(...asked);
        for (const folder of existsSync(locks) ? readdirSync(locks) : [])
          await writeFile(join(locks, folder, '99'), 'free');
        return seen;
      },
    };
    expect(await wordsOfFailure(borrow(world, asleep, options(ALL_ID)))).toMatchObject({
      what: `Another run of vonage-flow has begun to change application ${ALL_ID} meanwhile`,
      tryThis: ['start again'],
    });
    expect(server.application(ALL_ID)).toEqual(before);
    expect(await readJournal(world, applications.apiHost, ALL_ID)).toBeUndefined();
  });

  it('says that it was stopped when that happens while the application is read', async () => {
    const world = await borrower();
    server.faults.GET.push('hang');
    const work = wordsOfFailure(
      borrow(world, applications, options(ALL_ID, { signal: world.stopping.signal })),
    );
    await vi.waitFor(() => expect(server.requests.length).toBe(1));
    world.stopping.abort();
    expect(await work).toMatchObject({ what: 'Stopped before the application was changed' });
    expect(await readJournal(world, applications.apiHost, ALL_ID)).toBeUndefined();
  });

  it('changes nothing when the journal cannot be written', async () => {
    const { homeDirectory } = await borrower();
    await writeFile(`${homeDirectory}/file`, '');
    const world = await borrower({ env: { XDG_STATE_HOME: `${homeDirectory}/file` } });
    const before = server.application(ALL_ID);
    expect(await wordsOfFailure(borrow(world, applications, options(ALL_ID)))).toMatchObject({
      what: `The folder ${homeDirectory}/file/vonage-flow/locks/${ALL_ID}@${new URL(server.url).host.replace(':', '_')} cannot be made or written`,
      exitCode: 2,
    });
    expect(server.application(ALL_ID)).toEqual(before);
  });
});

describe('a loan that moves to another address', () => {
  const NEXT = 'https://next.example';
  const urlsIn = (id: string) => SLOT_IDS.map((slot) => slotAddress(server.application(id)!, slot));
  const moved = (id: string) => urlsIn(id).map((url) => url?.replace(OURS, NEXT));

  it.each(ODD_APPLICATIONS)('gives back what was there first: %s', async (_oddity, application) => {
    const id = String(application['id']);
    const world = await borrower();
    const before = server.application(id);
    const loan = await borrow(world, applications, options(id));
    const expected = moved(id);
    const slots = await loan.moveTo(OURS, NEXT);
    expect(slots).toEqual(loan.borrowed.map(({ slot }) => slot));
    expect(urlsIn(id)).toEqual(expected);
    expect(loan.borrowed.every(({ now }) => now.startsWith(NEXT))).toBe(true);
    expect(await loan.moveTo(NEXT, 'https://third.example')).toEqual(slots);
    expect(await loan.giveBack(soon())).toEqual([]);
    expect(server.application(id)).toEqual(before);
    expect(await readJournal(world, applications.apiHost, id)).toBeUndefined();
    expect(told).toEqual([]);
  });

  it('has the new URLs in the journal before the application changes, beside the old values', async () => {
    const world = await borrower();
    const loan = await borrow(world, applications, options(ALL_ID, { slots: ['voice.answer'] }));
    const before = await readJournal(world, applications.apiHost, ALL_ID);
    let journal: ReturnType<typeof readJournal> | undefined;
    server.onWrite = () => {
      journal ??= readJournal(world, applications.apiHost, ALL_ID);
    };
    await loan.moveTo(OURS, NEXT);
    const [memo] = before!.slots;
    // The first is where it is now.
    const ours = [`${NEXT}/webhooks/voice/answer`, `${OURS}/webhooks/voice/answer`];
    expect(await journal).toEqual({ ...before, slots: [{ ...memo, ours }] });
  });

  it.each<[name: string, fault: Fault]>([
    ['refused', { status: 503 }],
    ['done, and answered with an error', { doneButStatus: 502 }],
    ['cut off', 'reset'],
  ])('is given back whole when every change was %s', async (_name, fault) => {
    const world = await borrower();
    const before = server.application(ALL_ID);
    const loan = await borrow(world, applications, options(ALL_ID));
    server.faults.PUT.push(...Array<Fault>(3).fill(fault));
    await loan.moveTo(OURS, NEXT).catch(() => undefined);
    server.faults.PUT.length = 0;
    expect(await loan.giveBack(soon())).toEqual([]);
    expect(server.application(ALL_ID)).toEqual(before);
  });

  it('can be moved again after a failure', async () => {
    const loan = await borrow(await borrower(), applications, options(ALL_ID));
    const expected = moved(ALL_ID);
    server.faults.PUT.push(...Array<Fault>(3).fill({ status: 503 }));
    await expect(loan.moveTo(OURS, NEXT)).rejects.toThrow();
    await loan.moveTo(OURS, NEXT);
    expect(urlsIn(ALL_ID)).toEqual(expected);
  });

  it('leaves a slot alone that somebody else has changed, and says so', async () => {
    const loan = await borrow(
      await borrower(),
      applications,
      options(ALL_ID, { slots: ['voice.answer', 'voice.event'] }),
    );
    const theirs = 'https://theirs.example/event';
    server.edit(ALL_ID, (now) =>
      JSON.parse(JSON.stringify(now).replace(`${OURS}/webhooks/voice/event`, theirs)),
    );
    expect(await loan.moveTo(OURS, NEXT)).toEqual(['voice.answer']);
    expect(slotAddress(server.application(ALL_ID)!, 'voice.event')).toBe(theirs);
    expect(told).toEqual([
      'voice.event no longer holds a URL of ours: somebody else changed it, so it was left as it is.',
    ]);
  });

  it('touches nothing once another run holds the application', async () => {
    const world = await borrower();
    const loan = await borrow(world, applications, options(ALL_ID));
    const path = journalPath(world, applications.apiHost, ALL_ID);
    await writeFile(path, (await readFile(path, 'utf8')).replace('"pid": 1000', '"pid": 2000'));
    const held = urlsIn(ALL_ID);
    expect(await wordsOfFailure(loan.moveTo(OURS, NEXT))).toMatchObject({
      what: `Application ${ALL_ID} is no longer borrowed by this run`,
    });
    expect(urlsIn(ALL_ID)).toEqual(held);
  });
});
