import { hostname } from 'node:os';
import { oneLine } from '../one-line.ts';
import type { JournalEntry } from './journal.ts';

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
