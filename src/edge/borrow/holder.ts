import { hostname } from 'node:os';
import type { World } from '../../world.ts';
import { oneLine } from '../one-line.ts';
import { type JournalEntry, journalPath } from './journal.ts';
import { probeUrl } from './probe-url.ts';
import { isNotedAlive } from './same-process.ts';

/** A run of another computer that shares this home folder, of which nobody here can tell whether it lives: its name; undefined for one of this computer. */
export const hostElsewhere = ({ host }: Pick<JournalEntry, 'host'>): string | undefined =>
  host === undefined || nameOf(host) === nameOf(hostname()) ? undefined : oneLine(host, 60);

/** Without the domain, which follows the network that a laptop is in. */
const nameOf = (host: string): string | undefined => host.split('.')[0]?.toLowerCase();

/** The run that made an entry: `pid 77`, `pid 77 on laptop`. */
export const holderWords = (entry: Pick<JournalEntry, 'host' | 'pid'>): string => {
  const host = hostElsewhere(entry);
  return host === undefined ? `pid ${entry.pid}` : `pid ${entry.pid} on ${host}`;
};

/** Journal files of this process: a journal with our own pid that is not among them is of a dead run that had the same pid, as in a container. */
export const heldHere = new Set<string>();

/** Whether the run lives that made an entry, as far as anybody can tell: one of another computer counts as alive. */
export const isAlive = (world: World, entry: JournalEntry): boolean => {
  if (hostElsewhere(entry) !== undefined) return true;
  return entry.pid === world.pid
    ? heldHere.has(journalPath(world, entry.apiHost, entry.application.id))
    : isNotedAlive(world, entry);
};

/**
 * What answers at the URL of a run, for a person who has to decide whether that is no more: `Its URL, https://owl.loca.lt: answers.` A dead one
 * decides nothing by itself, for a computer may sleep and a tunnel be about to open again. Empty for a run without a URL.
 */
export const seenFromHere = async (
  { slots }: Pick<JournalEntry, 'slots'>,
  signal: AbortSignal | undefined,
): Promise<string> => {
  const url = slots[0]?.ours[0];
  if (url === undefined || !URL.canParse(url)) return '';
  const { words } = await probeUrl(url, { signal, servers: [url] });
  return `Its URL, ${oneLine(new URL(url).origin)}: ${words}.`;
};
