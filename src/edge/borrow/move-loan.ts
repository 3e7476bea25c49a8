import { Failure } from '../../failure.ts';
import { type Application, slotAddress, slotValue, withSlot } from '../../vonage/application.ts';
import type { SlotId } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import type { Applications } from '../applications.ts';
import { undoCommand } from './give-back.ts';
import { isSameLoan, type JournalEntry, readJournal, writeJournal } from './journal.ts';
import { rewrite } from './rewrite.ts';
import { holdsOurs } from './slot-memory.ts';
import { startGrace } from './start-grace.ts';
import { withApplicationLock } from './state-lock.ts';

export interface MoveOptions {
  /** What each borrowed slot shall hold. */
  readonly urls: ReadonlyMap<SlotId, string>;
  /** Hears of the entry that holds from now on, before the application is touched. */
  readonly hold: (entry: JournalEntry, urls: ReadonlyMap<SlotId, string>) => void;
  readonly journal: 'none' | undefined;
  readonly tell: (words: string) => void;
  readonly signal: AbortSignal | undefined;
}

/** As with borrowing: a hiccup of the API passes. */
const TRIES = 3;

/** What `Loan.moveTo` promises, for one journal entry. */
export const moveLoan = async (
  world: World,
  applications: Applications,
  entry: JournalEntry,
  options: MoveOptions,
): Promise<readonly SlotId[]> => {
  // A loan of nothing has no journal.
  if (entry.slots.length === 0) return [];
  if (options.journal === 'none') return moveLocked(world, applications, entry, options);
  return withApplicationLock(world, applications, entry.application.id, options, (guarded) =>
    moveLocked(world, guarded, entry, options),
  );
};

const moveLocked = async (
  world: World,
  applications: Applications,
  entry: JournalEntry,
  { urls, hold, journal, tell, signal }: MoveOptions,
): Promise<readonly SlotId[]> => {
  const next: JournalEntry = {
    ...entry,
    slots: entry.slots.map((memo) => ({
      ...memo,
      ours: [...new Set([urls.get(memo.slot) ?? [], memo.ours].flat())],
    })),
  };
  if (journal !== 'none') await rewriteJournal(world, entry, next);
  hold(next, urls);

  const moved = new Set<SlotId>();
  const told = new Set<SlotId>();
  const change = (application: Application): Application | undefined => {
    let wanted = application;
    for (const memo of next.slots) {
      const url = urls.get(memo.slot);
      if (url === undefined || slotAddress(application, memo.slot) === url) continue;
      if (holdsOurs(application, memo)) {
        moved.add(memo.slot);
        wanted = withSlot(wanted, memo.slot, { ...slotValue(application, memo.slot), address: url });
      } else if (!told.has(memo.slot)) {
        told.add(memo.slot);
        tell(
          `${memo.slot} no longer holds a URL of ours: somebody else changed it, so it was left as it is.`,
        );
      }
    }
    return wanted === application ? undefined : wanted;
  };
  const grace = startGrace(world, signal);
  try {
    await rewrite(applications, entry.application.id, change, {
      clock: world.clock,
      tries: TRIES,
      signal,
      writeSignal: grace.request,
    });
  } finally {
    grace.end();
  }
  return [...moved];
};

/** The journal knows the new URLs first: should this run be killed, they are known as ours. Fails when the entry is no longer this run's. */
export const rewriteJournal = async (
  world: World,
  entry: JournalEntry,
  next: JournalEntry,
): Promise<void> => {
  const { apiHost, application } = entry;
  const onDisk = await readJournal(world, apiHost, application.id);
  if (isSameLoan(onDisk, entry) && (await writeJournal(world, next, entry))) return;
  throw new Failure({
    what: `Application ${application.id} is no longer borrowed by this run`,
    why: 'Another run took it over, or gave its webhook URLs back.',
    tryThis: ['start this listener again', `or look at what is held: ${undoCommand(application.id)}`],
  });
};
