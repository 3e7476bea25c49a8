import { reasonOf } from '../../failure.ts';
import { maskText } from '../../flow/mask.ts';
import type { LeftBehind } from '../../flow/notice.ts';
import type { World } from '../../world.ts';
import { factsOf } from '../api-failure.ts';
import type { Applications } from '../applications.ts';
import { oneLine } from '../one-line.ts';
import { withDeadHeirs } from './dead-heirs.ts';
import { isAlive } from './holder.ts';
import { isSameLoan, type JournalEntry, readJournal, removeJournal } from './journal.ts';
import { rewrite } from './rewrite.ts';
import { restoreSlots } from './slot-memory.ts';
import { type StateLock, withApplicationLock } from './state-lock.ts';

export interface GiveBackOptions {
  /** Ends the trying; what is not given back by then stays in the journal. */
  readonly signal?: AbortSignal | undefined;
  /** Hears what a person should know, a sentence each. */
  readonly tell: (words: string) => void;
}

export interface GiveBackRules {
  /** An application that no longer exists needs nothing back. */
  readonly goneIsFine: boolean;
  /** Keeps the entry also when all was given back, since a PUT may still be on its way. */
  readonly keepEntry?: boolean;
  /** Given by who holds it already. */
  readonly lock?: StateLock;
}

/** Half of the five seconds of a first Ctrl-C: a request that hangs leaves room for a second one. */
const REQUEST_MILLISECONDS = 2_500;
/** With the pauses between them more tries than the five seconds hold; the signal decides. */
const TRIES = 8;

/** The command that gives borrowed URLs back by hand. */
export const undoCommand = (id: string): string => `vonage-flow listen --give-back --app ${id}`;

/**
 * Gives back what a journal entry holds. Only slots that still hold a URL of ours are touched; a value that somebody
 * else put there stays and is told about. No other run of this computer changes the application meanwhile. The entry goes once the platform has confirmed. Never throws for a fault of
 * the platform: what could not be given back is returned, with the reason, and stays in the journal.
 */
export const giveBackEntry = async (
  world: World,
  applications: Applications,
  entry: JournalEntry,
  options: GiveBackOptions & GiveBackRules,
): Promise<LeftBehind[]> => {
  if (options.lock !== undefined) return giveBackLocked(world, applications, entry, options);
  // What is borrowed goes back, also where no lock can be had, as on a disk that may not be written any more.
  const lockOptions = { signal: options.signal, tell: options.tell, goOnWithout: true };
  return withApplicationLock(world, applications, entry.application.id, lockOptions, (guarded) =>
    giveBackLocked(world, guarded, entry, options),
  );
};

const giveBackLocked = async (
  world: World,
  applications: Applications,
  entry: JournalEntry,
  options: GiveBackOptions & GiveBackRules,
): Promise<LeftBehind[]> => {
  const { id, name } = entry.application;
  const { signal } = options;
  let left = entry.slots.map(({ slot }) => slot);
  let changed: ReturnType<typeof restoreSlots>['changedByOthers'] = [];
  try {
    await rewrite(
      applications,
      id,
      async (current) => {
        const memory = await withDeadHeirs(entry, current, signal);
        const { application, restored, changedByOthers } = restoreSlots(current, memory);
        left = [...restored];
        changed = changedByOthers;
        return restored.length > 0 ? application : undefined;
      },
      {
        clock: world.clock,
        tries: TRIES,
        timeoutMilliseconds: REQUEST_MILLISECONDS,
        signal,
        writeSignal: signal,
      },
    );
  } catch (error) {
    const isGone = factsOf(error)?.status === 404;
    if (!isGone || !options.goneIsFine)
      return left.map((slot) => ({ slot, why: reasonOf(error), undo: undoCommand(id) }));
    options.tell(`Application "${oneLine(name)}" no longer exists, so nothing was left to give back.`);
  }
  for (const { slot, now } of changed) {
    const held = now === undefined ? 'is empty now' : `holds ${oneLine(maskText(now))} now`;
    options.tell(`${slot} ${held}: somebody else changed it meanwhile, so it was left as it is.`);
  }
  if (options.keepEntry !== true) await removeJournal(world, entry);
  return [];
};

/** What became of an entry of an earlier run. */
export type GivenBack =
  /** It was given back, but for this. */
  | { readonly by: 'us'; readonly left: readonly LeftBehind[] }
  /** Another run has done so meanwhile. */
  | { readonly by: 'another' }
  /** Another run has borrowed the application meanwhile, lives as far as anybody can tell, and gives back what was there before both. */
  | { readonly by: 'nobody'; readonly holder: JournalEntry };

/**
 * Gives back what an entry of the journal holds, of an earlier run that never did. Other runs may have seen the same entry: what the journal
 * says once no other changes the application is what counts.
 */
export const giveBackForEarlier = (
  world: World,
  applications: Applications,
  entry: JournalEntry,
  options: GiveBackOptions,
): Promise<GivenBack> => {
  const { id } = entry.application;
  const lockOptions = { signal: options.signal, tell: options.tell, goOnWithout: true };
  return withApplicationLock(world, applications, id, lockOptions, async (guarded): Promise<GivenBack> => {
    const now = await readJournal(world, applications.apiHost, id);
    if (now === undefined) return { by: 'another' };
    // One that has died meanwhile as well knows what was there before both.
    if (!isSameLoan(now, entry) && isAlive(world, now)) return { by: 'nobody', holder: now };
    // 404 may as well mean the wrong account here, so it is no reason to forget the old URLs.
    return { by: 'us', left: await giveBackLocked(world, guarded, now, { ...options, goneIsFine: false }) };
  });
};
