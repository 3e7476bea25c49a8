import { undoCommand } from '../../edge/borrow/give-back.ts';
import { holderWords, hostElsewhere, isAlive } from '../../edge/borrow/holder.ts';
import { type JournalEntry, listJournal } from '../../edge/borrow/journal.ts';
import { isLoopbackUrl } from '../../edge/is-loopback.ts';
import { oneLine } from '../../edge/one-line.ts';
import { fitted } from '../../text/fitted.ts';
import type { World } from '../../world.ts';

/** The command that gives back what dead runs still hold. */
export const restoreCommand = (id: string): string => `vonage-flow app restore ${id}`;

/** True for a loan whose run ended without giving back. */
export const isLeftBehind = (world: World, entry: JournalEntry): boolean => !isAlive(world, entry);

/** Says that a loan is in use, and by whom. */
export const heldByLiving = (entry: JournalEntry): string => {
  const { id, name } = entry.application;
  const host = hostElsewhere(entry);
  const run =
    host === undefined
      ? `by a run that lives (${holderWords(entry)})`
      : `by a run of another computer (${holderWords(entry)}), of which nobody here can tell whether it lives`;
  return `· "${oneLine(name, 40)}" (${id}) is held ${run}; it gives back when it ends.`;
};

/**
 * Who holds a URL of ours, as far as anybody here can tell.
 *
 * @param owner who answers there, when somebody does
 */
export const holderNow = (entry: JournalEntry, owner: string | undefined): string => {
  if (hostElsewhere(entry) === undefined) return 'a listener of this computer runs';
  return owner === undefined
    ? `put there by ${holderWords(entry)}; nobody here can tell whether it runs`
    : `${oneLine(owner, 60)} listens there now`;
};

/** What to do about a run of another computer that may be no more; undefined for one of this computer. */
export const whenGone = (entry: JournalEntry): string | undefined => {
  const host = hostElsewhere(entry);
  return (
    host &&
    `give back on ${host}, or, when that run is no more: ${undoCommand(entry.application.id)} --take-over`
  );
};

/**
 * Says which applications still hold webhook URLs of runs that died; every command that touches Vonage does so first. Those of an emulator
 * are of interest only to who uses that emulator.
 */
export const sayHeld = async (
  world: World,
  { apiHost, except }: { readonly apiHost: string; readonly except?: string | undefined },
): Promise<void> => {
  const left = (await listJournal(world)).entries.filter(
    (entry) =>
      entry.application.id !== except &&
      isLeftBehind(world, entry) &&
      (entry.apiHost === apiHost || !isLoopbackUrl(entry.apiHost)),
  );
  for (const { application, slots } of left) {
    const names = slots.map(({ slot }) => slot).join(', ');
    const words = `! "${oneLine(application.name, 40)}" still holds webhook URLs of a run that died (${names}): ${restoreCommand(application.id)}`;
    world.stderr.write(`${fitted(words, world.stderr)}\n`);
  }
};
