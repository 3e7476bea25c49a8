import { Failure, reasonOf } from '../../failure.ts';
import { type Application, slotAddress } from '../../vonage/application.ts';
import { rawAt, sameRaw } from '../../vonage/raw.ts';
import type { SlotId } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import { factsOf } from '../api-failure.ts';
import type { Applications } from '../applications.ts';
import { ChangedMeanwhile } from '../configure/changed-meanwhile.ts';
import { slotPath } from '../configure/places.ts';
import { oneLine } from '../one-line.ts';
import { giveBackEntry, undoCommand } from './give-back.ts';
import { type JournalEntry, removeJournal } from './journal.ts';
import { lostInReply } from './lost-in-reply.ts';
import { type LoanPlan, withLoan } from './plan-loan.ts';
import { refuseIfStopped } from './refuse-if-stopped.ts';
import { rewrite } from './rewrite.ts';
import { addressIn, holdsOurs, restoreSlots } from './slot-memory.ts';
import { startGrace } from './start-grace.ts';
import type { StateLock } from './state-lock.ts';
import { watchWrites } from './watch-writes.ts';

/** A change is tried thrice: a hiccup of the API passes, and a person waits for the start. */
const TRIES = 3;

/** What is about to be borrowed. */
export interface Borrowing {
  readonly entry: JournalEntry;
  readonly plan: LoanPlan;
  /** The application as it was planned with. */
  readonly seen: Application;
  readonly tell: (words: string) => void;
  readonly signal: AbortSignal | undefined;
  readonly lock?: StateLock;
}

/**
 * Writes the loan into the application. A failure takes the journal along only when no PUT can have changed anything
 * and no URL of a dead run is still in there.
 */
export const putLoan = async (
  world: World,
  applications: Applications,
  { entry, plan, seen, signal, tell, lock }: Borrowing,
): Promise<void> => {
  const { id } = entry.application;
  const watched = watchWrites(applications);
  const grace = startGrace(world, signal);
  const change = (current: Application): Application | undefined => {
    // Also what is set beside the URL, such as a time-out, goes back later as it was planned with.
    const differs = entry.slots
      .map(({ slot }) => slot)
      .filter((slot) => !sameRaw(rawAt(current, slotPath(slot)), rawAt(seen, slotPath(slot))));
    if (!watched.mayHaveChanged() && differs.length > 0) throw new ChangedMeanwhile(id, differs.join(', '));
    const { application: clean, changedByOthers } = restoreSlots(current, entry.slots);
    if (changedByOthers.length > 0)
      throw notAsSent(
        id,
        changedByOthers.map(({ slot }) => slot),
      );
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
      throw await outcomeUnknown(world, applications, { entry, lock, error, tell, signal: grace.cleanUp() });
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

const notAsSent = (id: string, slots: readonly SlotId[]): Failure =>
  new Failure({
    what: `Application ${id} holds other webhook URLs than were sent: ${slots.join(', ')}`,
    why: 'Somebody else may be changing it right now.',
    tryThis: 'look at the application in the Vonage dashboard',
  });

interface Doubtful {
  readonly entry: JournalEntry;
  readonly lock: StateLock | undefined;
  readonly error: unknown;
  readonly tell: (words: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Nobody knows what became of the PUT, or it became something else. What can be given back is given back at once; the journal stays in any case,
 * because the platform may still carry it out.
 */
const outcomeUnknown = async (
  world: World,
  applications: Applications,
  { entry, lock, error, tell, signal }: Doubtful,
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
    ...(lock && { lock }),
  });
  return new Failure({
    what:
      left.length > 0
        ? `It is not known whether application ${id} was changed`
        : `Application ${id} could not be changed; it holds ${others ? 'none of our' : 'its old'} webhook URLs`,
    why: reasonOf(error),
    tryThis: ['once the API answers again, start again', `or make sure of the old URLs: ${undoCommand(id)}`],
  });
};
