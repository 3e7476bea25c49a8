import * as fs from 'node:fs';
import { basename, join } from 'node:path';
import { wordsOf } from '../failure.ts';
import { isRecordFileName, recordingPid } from '../flow/recorded/record-file-name.ts';

/** Records are personal data: after two weeks nobody looks for them any more (DESIGN §5). */
export const KEPT_DAYS = 14;
/** Some 150,000 exchanges. */
const KEPT_BYTES = 200 * 1024 * 1024;

export interface RecordFile {
  readonly path: string;
  readonly bytes: number;
  readonly changedAt: number;
}

/** What may stay. */
export interface Bounds {
  readonly days?: number;
  readonly bytes?: number;
  /** The newest file of a process that lives stays in any case: it writes there, also when nothing has come for weeks. */
  readonly isRunning?: ((pid: number) => boolean) | undefined;
  /** Nothing is removed, only told. */
  readonly isRehearsal?: boolean;
}

/** What has become of the records. */
export interface Pruned {
  readonly removed: readonly RecordFile[];
  readonly left: readonly RecordFile[];
  /** Those of them that should have gone, and why they could not. */
  readonly stuck: readonly (RecordFile & { readonly why: string })[];
}

/**
 * Removes records that were last written to more than 14 days ago, and the oldest ones beyond 200 MB. What cannot
 * be removed stays: the next start tries again.
 */
export const pruneRecords = (
  directory: string,
  now: number,
  { days = KEPT_DAYS, bytes: most = KEPT_BYTES, isRunning, isRehearsal = false }: Bounds = {},
): Pruned => {
  const removed: RecordFile[] = [];
  const left: RecordFile[] = [];
  const stuck: (RecordFile & { readonly why: string })[] = [];
  const newestFirst = recordFiles(directory).toSorted((a, b) => b.changedAt - a.changedAt);
  const tooOld = now - days * 24 * 60 * 60 * 1000;
  const seen = new Set<number>();
  let bytes = 0;
  for (const file of newestFirst) {
    bytes += file.bytes;
    const isOver = file.changedAt < tooOld || bytes > most;
    const pid = recordingPid(basename(file.path));
    const isInUse = !seen.has(pid) && isRunning?.(pid) === true;
    seen.add(pid);
    const isDue = isOver && !isInUse;
    const why = isDue && !isRehearsal ? remove(file.path) : undefined;
    if (why !== undefined) stuck.push({ ...file, why });
    (isDue && why === undefined ? removed : left).push(file);
  }
  return { removed, left, stuck };
};

/** Why it could not be removed; undefined when it is gone. */
const remove = (path: string): string | undefined => {
  try {
    fs.rmSync(path, { force: true });
    return undefined;
  } catch (error) {
    // Somebody reads it, on a system that minds, or it is another user's; it is a day older tomorrow.
    return wordsOf(error);
  }
};

const recordFiles = (directory: string): readonly RecordFile[] =>
  fs.readdirSync(directory).flatMap((name) => {
    if (!isRecordFileName(name)) return [];
    const path = join(directory, name);
    // Another start may have removed it meanwhile.
    const entry = fs.lstatSync(path, { throwIfNoEntry: false });
    return entry?.isFile() ? [{ path, bytes: entry.size, changedAt: entry.mtimeMs }] : [];
  });
