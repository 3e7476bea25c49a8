import { type FSWatcher, realpathSync, statSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { GONE, type Look, type Settling, settle } from './settle.ts';

/** The files that a config was made of. Each is looked at just before it is read, so that no edit falls in between. */
export interface Traces {
  readonly seen: (file: string) => void;
  readonly look: () => Look;
}

export const startTraces = (): Traces => {
  const marks = new Map<string, string>();
  return {
    seen: (file) => {
      if (!marks.has(file)) marks.set(file, markOf(file));
    },
    look: () => new Map(marks),
  };
};

/** Between two looks after something has stirred in a folder. */
const REST_MILLISECONDS = 100;

/**
 * Between two looks when nothing has: network folders and some containers tell of no changes, a folder that is replaced
 * takes its watcher along, and a system may have no watchers left.
 */
const POLL_MILLISECONDS = 1_000;

/**
 * Calls back when files have changed and come to rest. Folders are watched rather than files, since editors put a new
 * file in the place of the old one.
 *
 * @param read how the files looked when they were read
 * @param changed gets the new look, reads the files again, and tells how those looked that count from now on; never rejects
 * @param keepsAlive for a command that does nothing else: the process lives as long as the watching
 * @returns ends the watching
 */
export const watchFiles = (
  read: Look,
  changed: (look: Look) => Promise<Look>,
  { keepsAlive = false }: { readonly keepsAlive?: boolean } = {},
): (() => void) => {
  let state: Settling = { read, pending: undefined, missed: 0 };
  let watchers: ReadonlyMap<string, FSWatcher> = new Map();
  let timer: NodeJS.Timeout | undefined;
  let isSoon = false;
  let isBusy = false;
  let isClosed = false;

  const lookIn = (milliseconds: number): void => {
    clearTimeout(timer);
    if (isClosed) return;
    isSoon = milliseconds === REST_MILLISECONDS;
    timer = setTimeout(() => void look(), milliseconds);
    // A stop has not to wait for it.
    if (!keepsAlive) timer.unref();
  };

  /** In a folder that stirs all the time (a log is written there) a look must not be put off for ever. */
  const stirred = (): void => {
    if (!isSoon && !isBusy) lookIn(REST_MILLISECONDS);
  };

  const look = async (): Promise<void> => {
    const { next, verdict } = settle(state, lookAt(state.read.keys()));
    state = next;
    if (verdict === 'changed') {
      isBusy = true;
      const files = await changed(next.read);
      isBusy = false;
      if (isClosed) return;
      state = { read: files, pending: undefined, missed: 0 };
      watchFolders();
    }
    lookIn(verdict === 'same' ? POLL_MILLISECONDS : REST_MILLISECONDS);
  };

  const watchFolders = (): void => {
    const wanted = foldersOf(state.read.keys());
    for (const [folder, watcher] of watchers) if (!wanted.has(folder)) watcher.close();
    const kept = [...watchers].filter(([folder]) => wanted.has(folder));
    const known = new Map(kept);
    for (const folder of wanted) {
      const watcher = known.has(folder) ? undefined : watchFolder(folder, stirred);
      if (watcher) known.set(folder, watcher);
    }
    watchers = known;
  };

  watchFolders();
  lookIn(REST_MILLISECONDS);
  return () => {
    isClosed = true;
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
};

/** A watcher that fails leaves the work to the polling. */
const watchFolder = (folder: string, stirred: () => void): FSWatcher | undefined => {
  try {
    const watcher = watch(folder, { persistent: false }, stirred);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
};

/** The folder of each file, and of what it links to. */
const foldersOf = (files: Iterable<string>): ReadonlySet<string> => {
  const folders = new Set<string>();
  for (const file of files) {
    folders.add(dirname(file));
    try {
      folders.add(dirname(realpathSync(file)));
    } catch {
      // It is not there, or no longer.
    }
  }
  return folders;
};

const lookAt = (files: Iterable<string>): Look => new Map([...files].map((file) => [file, markOf(file)]));

/** Follows links. */
const markOf = (file: string): string => {
  try {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino}:${size}:${mtimeMs}`;
  } catch {
    return GONE;
  }
};
