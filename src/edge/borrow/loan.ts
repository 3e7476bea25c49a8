import type { Borrowed, LeftBehind } from '../../flow/notice.ts';
import type { SlotId } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import type { Applications } from '../applications.ts';
import { withHeir } from './dead-heirs.ts';
import { giveBackEntry, undoCommand } from './give-back.ts';
import { heldHere } from './holder.ts';
import { type JournalEntry, journalPath } from './journal.ts';
import { moveLoan, rewriteJournal } from './move-loan.ts';
import type { LoanPlan } from './plan-loan.ts';
import type { SlotMemory } from './slot-memory.ts';

/** Webhook URLs that are ours for a while. */
export interface Loan {
  readonly application: { readonly id: string; readonly name: string };
  /** As the slots are now: `moveTo` changes them. */
  readonly borrowed: readonly Borrowed[];
  readonly skipped: LoanPlan['skipped'];
  readonly settings: LoanPlan['settings'];
  /** What the slots held before, and which URLs in them are ours now: for a colleague who takes over. */
  memory(): readonly SlotMemory[];
  /**
   * Points all that is borrowed and begins with `from`, at another address of ours, `to`; what each slot held first stays what it gets back. The new
   * URLs are in the journal before the application is changed. Resolves with the slots that were changed; one that
   * somebody else changed meanwhile is left alone. Fails when the platform refuses; it may be called again then.
   */
  moveTo(from: string, to: string, signal?: AbortSignal): Promise<readonly SlotId[]>;
  /** Notes the URL of somebody who took over: should they be killed, what was there before both is given back from here. */
  takenBy(url: string): void;
  /** The command that gives all back by hand; undefined when nothing was borrowed. */
  readonly undo: string | undefined;
  /** What would be left if the program ended now, for an end that cannot wait. */
  leftBehind(why: string): LeftBehind[];
  /**
   * Gives all back until the signal aborts, and returns what could not be given back. Values that somebody else
   * changed meanwhile are left alone and told about. A later call tries again what the earlier one could not do.
   */
  giveBack(signal?: AbortSignal): Promise<LeftBehind[]>;
}

/** The loan that an entry stands for, once the application holds it. */
export const loanOf = (
  world: World,
  applications: Applications,
  entry: JournalEntry,
  { changes, skipped, settings }: LoanPlan,
  options: { readonly tell: (words: string) => void; readonly journal?: 'none' },
): Loan => {
  const { tell } = options;
  const { id } = entry.application;
  let held = entry;
  let borrowed: readonly Borrowed[] = changes.map(({ slot, before, now }) => ({ slot, before, now }));
  let left = entry.slots.map(({ slot }) => slot);
  /** Nothing is given back while it is being moved. */
  let moving: Promise<unknown> = Promise.resolve();
  return {
    application: entry.application,
    get borrowed() {
      return borrowed;
    },
    skipped,
    settings,
    memory: () => held.slots,
    moveTo: (from, to, signal) => {
      const move = moving.then(() =>
        moveLoan(world, applications, held, {
          urls: new Map(
            borrowed.map(({ slot, now }) => [
              slot,
              now.startsWith(`${from}/`) ? `${to}${now.slice(from.length)}` : now,
            ]),
          ),
          hold: (entryNow, urls) => {
            held = entryNow;
            borrowed = borrowed.map((one) => ({ ...one, now: urls.get(one.slot) ?? one.now }));
          },
          journal: options.journal,
          tell,
          signal,
        }),
      );
      moving = move.catch(() => undefined);
      return move;
    },
    takenBy: (url) => {
      moving = moving.then(async () => {
        const next = withHeir(held, url);
        // On the same computer the entry is the taker's by now, who knows what was there before.
        if (options.journal !== 'none') await rewriteJournal(world, held, next).catch(() => undefined);
        held = next;
      });
    },
    undo: left.length > 0 ? undoCommand(id) : undefined,
    leftBehind: (why) => left.map((slot) => ({ slot, why, undo: undoCommand(id) })),
    giveBack: async (signal) => {
      await moving;
      if (left.length === 0) return [];
      const leftBehind = await giveBackEntry(world, applications, held, { tell, signal, goneIsFine: true });
      left = leftBehind.map(({ slot }) => slot);
      if (left.length === 0) heldHere.delete(journalPath(world, entry.apiHost, id));
      return leftBehind;
    },
  };
};
