import { Failure, stoppedBefore } from '../../failure.ts';
import { type Application, slotAddress } from '../../vonage/application.ts';
import { sameJson } from '../../vonage/json.ts';
import type { SlotId } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import { factsOf } from '../api-failure.ts';
import type { Applications } from '../applications.ts';
import { oneLine } from '../one-line.ts';
import { type Consent, requireConsent } from './consent.ts';
import { findDeadEnds, rememberDeadEnds } from './dead-ends.ts';
import { giveBackEntry, undoCommand } from './give-back.ts';
import {
  isSameLoan,
  type JournalEntry,
  journalPath,
  readJournal,
  removeJournal,
  type Serves,
  writeJournal,
} from './journal.ts';
import { heldHere, isAlive, type Loan, loanOf } from './loan.ts';
import { lostInReply } from './lost-in-reply.ts';
import { type LoanPlan, planLoan, type UrlFor, withLoan } from './plan-loan.ts';
import { rewrite } from './rewrite.ts';
import {
  addressIn,
  holdsOurs,
  joinMemories,
  rememberSlot,
  restoreSlots,
  type SlotMemory,
} from './slot-memory.ts';
import { startGrace } from './start-grace.ts';
import { type Inherited, inheritFrom, type Neighbours, NOTHING_INHERITED } from './take-over.ts';
import { watchWrites } from './watch-writes.ts';

export interface BorrowOptions {
  readonly application: string;
  readonly slots: readonly SlotId[];
  readonly urlFor: UrlFor;
  readonly consent: Consent;
  /** `none` for an application that ends with this process, an emulator's: nobody could ever give it back. */
  readonly journal?: 'none';
  /** Listeners of others, on whatever computer; without it nobody is asked. */
  readonly neighbours?: Neighbours;
  /** Noted in the journal for other commands. */
  readonly serves?: Serves | undefined;
  /** Hears what a person should know, a sentence each. */
  readonly tell: (words: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A change is tried thrice: a hiccup of the API passes, and a person waits for the start. */
const TRIES = 3;

/**
 * Points slots of an application at our URLs. The journal is on disk before the application is changed. A journal of
 * a run that died is taken over: its old values count as what the slots held. Fails, with the application as it was,
 * when another run holds it, consent is missing, or the platform refuses.
 */
export const borrow = async (
  world: World,
  applications: Applications,
  options: BorrowOptions,
): Promise<Loan> => {
  const { tell, signal } = options;
  const application = await applications.read(options.application, { signal }).catch((error: unknown) => {
    refuseIfStopped(signal);
    throw error;
  });
  const takeOver = options.neighbours?.takeOver === true;
  const stale = await staleEntry(world, applications.apiHost, application.id, takeOver);
  const inherited = await inherit(world, application, options);
  const before = [...inherited.slots, ...(stale?.slots ?? [])];
  const given = restoreSlots(application, before).application;
  const dead =
    options.consent === 'not-needed'
      ? []
      : await findDeadEnds(world, applications.apiHost, given, options.slots, signal);
  const known = joinMemories([...(await rememberDeadEnds(world, given, dead)), ...before]);
  const { application: clean, restored } = restoreSlots(application, known);
  if (stale !== undefined && !isAlive(world, stale))
    tell(`Took over from an earlier run (pid ${stale.pid}) that never gave its webhook URLs back.`);

  const plan = planLoan(clean, options.slots, options.urlFor);
  await requireConsent(world, applications, application, plan.changes, options.consent);
  const wanted = withLoan(clean, plan);
  const entry: JournalEntry = {
    version: 1,
    application: { id: application.id, name: application.name },
    apiHost: applications.apiHost,
    pid: world.pid,
    borrowedAt: world.clock.now(),
    slots: memoryOf(
      clean,
      plan,
      known.filter(({ slot }) => restored.includes(slot)),
    ),
    ...(options.serves && { serves: options.serves }),
  };
  // What a dead run put there may be what we want as well: then its memory of what was there before goes on with us.
  if (entry.slots.length === 0 && sameJson(wanted, application)) {
    // Nothing to change; a dead run's journal that is no longer needed goes all the same.
    if (stale !== undefined) await removeJournal(world, stale);
    return loanOf(world, applications, { ...entry, slots: [] }, plan, options);
  }
  refuseIfStopped(signal);
  const path = journalPath(world, applications.apiHost, application.id);
  if (options.journal !== 'none') {
    await enterJournal(world, entry, stale, takeOver);
    heldHere.add(path);
  }
  try {
    await put(world, applications, entry, plan, application, options);
  } catch (error) {
    heldHere.delete(path);
    throw error;
  }
  await inherited.tellOwners();
  return loanOf(world, applications, entry, plan, options);
};

/** Writes the journal, unless another run has come since it was read: a person may have thought about consent for long. */
const enterJournal = async (
  world: World,
  entry: JournalEntry,
  stale: JournalEntry | undefined,
  takeOver: boolean,
): Promise<void> => {
  const { apiHost, application } = entry;
  const now = await staleEntry(world, apiHost, application.id, takeOver);
  if (isSameLoan(now, stale) && (await writeJournal(world, entry, stale))) return;
  // A living run is named by this.
  await staleEntry(world, apiHost, application.id, false);
  throw new Failure({
    what: `Another run of vonage-flow began and ended with application ${application.id} meanwhile`,
    why: 'What the application holds is no longer what was read, so nothing was changed.',
    tryThis: 'start again',
  });
};

/**
 * Writes the loan into the application. A failure takes the journal along only when no PUT can have changed anything
 * and no URL of a dead run is still in there.
 */
const put = async (
  world: World,
  applications: Applications,
  entry: JournalEntry,
  plan: LoanPlan,
  seen: Application,
  { signal, tell }: BorrowOptions,
): Promise<void> => {
  const { id } = entry.application;
  const watched = watchWrites(applications);
  const grace = startGrace(world, signal);
  const change = (current: Application): Application | undefined => {
    const { application: clean, changedByOthers } = restoreSlots(current, entry.slots);
    if (changedByOthers.length > 0) {
      const slots = changedByOthers.map(({ slot }) => slot);
      throw watched.mayHaveChanged() ? notAsSent(id, slots) : changedMeanwhile(id, slots);
    }
    const wanted = withLoan(clean, plan);
    return holds(current, entry, plan) ? undefined : wanted;
  };
  try {
    const { application, sent } = await rewrite(watched.applications, id, change, {
      clock: world.clock,
      tries: TRIES,
      signal,
      writeSignal: grace.request,
    });
    // `_links` is the platform's own and was not sent.
    const lost =
      sent === undefined ? [] : lostInReply(sent, application).filter((path) => !path.startsWith('_links'));
    if (lost.length > 0)
      tell(`Vonage changed more than was asked for: ${oneLine(lost.join(', '))} came back different.`);
  } catch (error) {
    if (watched.mayHaveChanged())
      throw await outcomeUnknown(world, applications, entry, error, tell, grace.cleanUp());
    if (!entry.slots.some((memo) => holdsOurs(seen, memo))) await removeJournal(world, entry);
    const facts = factsOf(error);
    if (facts !== undefined && facts.status === undefined) refuseIfStopped(signal);
    throw error;
  } finally {
    grace.end();
  }
};

/** True when every slot of the plan holds our URL, and no other slot that of a dead run. */
const holds = (application: Application, entry: JournalEntry, { changes }: LoanPlan): boolean =>
  entry.slots.every(({ slot, before }) => {
    const wanted = changes.find((change) => change.slot === slot)?.now ?? addressIn(before);
    return slotAddress(application, slot) === wanted;
  });

const memoryOf = (clean: Application, plan: LoanPlan, inherited: readonly SlotMemory[]): SlotMemory[] => {
  const oursBefore = (slot: SlotId) => inherited.find((memo) => memo.slot === slot)?.ours ?? [];
  const changed = plan.changes.map(({ slot, now }) =>
    rememberSlot(clean, slot, [...new Set([now, ...oursBefore(slot)])]),
  );
  return [...changed, ...inherited.filter((memo) => !changed.some(({ slot }) => slot === memo.slot))];
};

/** Listeners of others that hold the slots now. Those of an emulator that ends with this process have none. */
const inherit = (
  world: World,
  application: Application,
  { slots, neighbours, signal }: BorrowOptions,
): Promise<Inherited> =>
  neighbours === undefined
    ? Promise.resolve(NOTHING_INHERITED)
    : inheritFrom(world, application, slots, neighbours, signal);

/** What another run wrote down: of one that died, or of one that lives and is taken over. */
const staleEntry = async (
  world: World,
  apiHost: string,
  id: string,
  takeOver: boolean,
): Promise<JournalEntry | undefined> => {
  const entry = await readJournal(world, apiHost, id);
  if (entry === undefined || takeOver || !isAlive(world, entry)) return entry;
  throw new Failure({
    what: `Another run of vonage-flow (pid ${entry.pid}) holds the webhook URLs of this application`,
    why: `It borrowed them at ${new Date(entry.borrowedAt).toISOString()} and gives them back when it ends.`,
    tryThis: [
      'stop that run, or listen to another application',
      'or, when you mean it, add --take-over',
      `if there is no such run any more: ${undoCommand(id)} --take-over`,
    ],
  });
};

const refuseIfStopped = (signal: AbortSignal | undefined): void => {
  if (!signal?.aborted) return;
  throw stoppedBefore('the application was changed');
};

const changedMeanwhile = (id: string, slots: readonly SlotId[]): Failure =>
  new Failure({
    what: `Somebody else is changing application ${id} right now: ${slots.join(', ')}`,
    why: 'The webhook URLs are not the ones that were read a moment ago, so they were left alone.',
    tryThis: 'start again when the other one is done',
  });

const notAsSent = (id: string, slots: readonly SlotId[]): Failure =>
  new Failure({
    what: `Application ${id} holds other webhook URLs than were sent: ${slots.join(', ')}`,
    why: 'Somebody else may be changing it right now.',
    tryThis: 'look at the application in the Vonage dashboard',
  });

/**
 * Nobody knows what became of the PUT, or it became something else. What can be given back is given back at once; the journal stays in any case,
 * because the platform may still carry it out.
 */
const outcomeUnknown = async (
  world: World,
  applications: Applications,
  entry: JournalEntry,
  error: unknown,
  tell: (words: string) => void,
  signal: AbortSignal,
): Promise<Failure> => {
  const { id } = entry.application;
  let others = false;
  const left = await giveBackEntry(world, applications, entry, {
    tell: (words) => {
      others = true;
      tell(words);
    },
    signal,
    goneIsFine: true,
    keepEntry: true,
  });
  const cause = error instanceof Failure ? [error.what, error.why].filter(Boolean).join('. ') : '';
  return new Failure({
    what:
      left.length > 0
        ? `It is not known whether application ${id} was changed`
        : `Application ${id} could not be changed; it holds ${others ? 'none of our' : 'its old'} webhook URLs`,
    why: cause,
    tryThis: ['once the API answers again, start again', `or make sure of the old URLs: ${undoCommand(id)}`],
  });
};
