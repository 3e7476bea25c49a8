import { hostname } from 'node:os';
import { Failure } from '../../failure.ts';
import type { Application } from '../../vonage/application.ts';
import { sameJson } from '../../vonage/json.ts';
import type { SlotId } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import type { Applications } from '../applications.ts';
import { ChangedMeanwhile } from '../configure/changed-meanwhile.ts';
import type { KnownAnswers } from './ask-origin.ts';
import { type Consent, requireConsent } from './consent.ts';
import { findDeadEnds, rememberDeadEnds } from './dead-ends.ts';
import { undoCommand } from './give-back.ts';
import { heldHere, holderWords, hostElsewhere, isAlive, seenFromHere } from './holder.ts';
import {
  isSameLoan,
  type JournalEntry,
  journalPath,
  readJournal,
  removeJournal,
  type Serves,
  writeJournal,
} from './journal.ts';
import { type Loan, loanOf } from './loan.ts';
import { type LoanPlan, planLoan, type UrlFor, withLoan } from './plan-loan.ts';
import { type Borrowing, putLoan } from './put-loan.ts';
import { refuseIfStopped } from './refuse-if-stopped.ts';
import { bornAs } from './same-process.ts';
import { joinMemories, rememberSlot, restoreSlots, type SlotMemory } from './slot-memory.ts';
import { withApplicationLock } from './state-lock.ts';
import { type Inherited, inheritFrom, type Neighbours, NOTHING_INHERITED } from './take-over.ts';

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
  /** URLs of localtunnel servers of one's own: dead URLs under their names are of a listener that is gone. */
  readonly tunnelServers?: readonly string[] | undefined;
  /** Hears what a person should know, a sentence each. */
  readonly tell: (words: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** So often a start looks again at an application that somebody changes while it looks. */
const LOOKS = 3;

/**
 * Points slots of an application at our URLs. The journal is on disk before the application is changed, and no other run of this computer
 * changes it between the last look and the PUT; what has changed since it was planned is planned anew. A journal of
 * a run that died is taken over: its old values count as what the slots held. Fails, with the application as it was,
 * when another run holds it, consent is missing, or the platform refuses.
 */
export const borrow = async (
  world: World,
  applications: Applications,
  options: BorrowOptions,
): Promise<Loan> => {
  for (let look = 1; ; look += 1) {
    try {
      return await borrowOnce(world, applications, options);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || look === LOOKS) throw error;
      options.tell(
        `Somebody else has changed the application meanwhile: ${error.names}. Looking at it again.`,
      );
    }
  }
};

const borrowOnce = async (
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
  const stale = await staleEntry(world, applications.apiHost, application.id, takeOver, signal);
  // Others may begin between two looks, so each asks for itself.
  const answers: KnownAnswers = new Map();
  const inherited = await inherit(world, application, options, answers);
  const before = [...inherited.slots, ...(stale?.slots ?? [])];
  const given = restoreSlots(application, before).application;
  const dead =
    options.consent === 'not-needed'
      ? []
      : await findDeadEnds(world, applications.apiHost, given, options.slots, { ...options, answers });
  const known = joinMemories([...(await rememberDeadEnds(world, given, dead)), ...before]);
  const { application: clean, restored } = restoreSlots(application, known);
  if (stale !== undefined && !isAlive(world, stale))
    tell(`Took over from an earlier run (pid ${stale.pid}) that never gave its webhook URLs back.`);

  const plan = planLoan(clean, options.slots, options.urlFor);
  await requireConsent(world, applications, application, plan.changes, { ...options, answers });
  const wanted = withLoan(clean, plan);
  const entry: JournalEntry = {
    version: 1,
    application: { id: application.id, name: application.name },
    apiHost: applications.apiHost,
    pid: world.pid,
    ...bornAs(world),
    host: hostname(),
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
  const borrowing = { entry, plan, seen: application, tell, signal };
  if (options.journal === 'none') await putLoan(world, applications, borrowing);
  else
    await withApplicationLock(world, applications, application.id, options, (guarded, lock) =>
      enterAndPut(world, guarded, { ...borrowing, lock }, stale, takeOver),
    );
  await inherited.tellOwners(plan.changes[0]?.now);
  return loanOf(world, applications, entry, plan, options);
};

const enterAndPut = async (
  world: World,
  applications: Applications,
  borrowing: Borrowing,
  stale: JournalEntry | undefined,
  takeOver: boolean,
): Promise<void> => {
  const { entry } = borrowing;
  const path = journalPath(world, entry.apiHost, entry.application.id);
  await enterJournal(world, borrowing, stale, takeOver);
  heldHere.add(path);
  try {
    await putLoan(world, applications, borrowing);
  } catch (error) {
    heldHere.delete(path);
    throw error;
  }
};

/** Writes the journal, unless another run has come since it was read: a person may have thought about consent for long. */
const enterJournal = async (
  world: World,
  { entry, signal }: Borrowing,
  stale: JournalEntry | undefined,
  takeOver: boolean,
): Promise<void> => {
  const { apiHost, application } = entry;
  const now = await staleEntry(world, apiHost, application.id, takeOver, signal);
  if (isSameLoan(now, stale) && (await writeJournal(world, entry, stale))) return;
  // A living run is named by this.
  await staleEntry(world, apiHost, application.id, false, signal);
  throw new Failure({
    what: `Another run of vonage-flow began and ended with application ${application.id} meanwhile`,
    why: 'What the application holds is no longer what was read, so nothing was changed.',
    tryThis: 'start again',
  });
};

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
  answers: KnownAnswers,
): Promise<Inherited> =>
  neighbours === undefined
    ? Promise.resolve(NOTHING_INHERITED)
    : inheritFrom(world, application, slots, neighbours, signal, answers);

/** What another run wrote down: of one that died, or of one that lives and is taken over. */
const staleEntry = async (
  world: World,
  apiHost: string,
  id: string,
  takeOver: boolean,
  signal: AbortSignal | undefined,
): Promise<JournalEntry | undefined> => {
  const entry = await readJournal(world, apiHost, id);
  if (entry === undefined || takeOver || !isAlive(world, entry)) return entry;
  const host = hostElsewhere(entry);
  const since = `It borrowed them at ${new Date(entry.borrowedAt).toISOString()} and gives them back when it ends`;
  throw new Failure({
    what: `Another run of vonage-flow (${holderWords(entry)}) holds the webhook URLs of this application`,
    why:
      host === undefined
        ? `${since}.`
        : `${since}. That computer shares this home folder, and from here nobody can tell whether it still runs. ${await seenFromHere(entry, signal)}`.trim(),
    tryThis: [
      host === undefined
        ? 'stop that run, or listen to another application'
        : `stop it on ${host}, or listen to another application`,
      'or, when you mean it, add --take-over',
      `if there is no such run any more: ${undoCommand(id)} --take-over`,
    ],
  });
};
