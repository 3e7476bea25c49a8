import { type Application, slotAddress } from '../../vonage/application.ts';
import type { JournalEntry } from './journal.ts';
import { probeUrl } from './probe-url.ts';
import type { SlotMemory } from './slot-memory.ts';

/** Entries of heirs that are remembered; who takes over that often talks to the others by now. */
const MOST_HEIRS = 20;

/** The entry with the URL of somebody who took over from it. */
export const withHeir = (entry: JournalEntry, url: string): JournalEntry =>
  URL.canParse(url)
    ? { ...entry, heirs: [...new Set([...(entry.heirs ?? []), new URL(url).origin])].slice(-MOST_HEIRS) }
    : entry;

/**
 * The memory of an entry in which the URLs of takers that died count as ours. Whoever took over gives back what was there before both, unless they
 * were killed; then those who were there before them still know it. A taker who lives, or of whom nobody can tell, keeps what they hold.
 */
export const withDeadHeirs = async (
  { slots, heirs = [] }: JournalEntry,
  application: Application,
  signal: AbortSignal | undefined,
): Promise<readonly SlotMemory[]> =>
  Promise.all(
    slots.map(async (memo) => {
      const address = slotAddress(application, memo.slot);
      if (address === undefined || memo.ours.includes(address) || !URL.canParse(address)) return memo;
      const { origin } = new URL(address);
      if (!heirs.includes(origin)) return memo;
      // It is an heir's, so whatever its host is, it is that of a tunnel.
      const { dead } = await probeUrl(address, { signal, servers: [origin] });
      return dead ? { ...memo, ours: [...memo.ours, address] } : memo;
    }),
  );
