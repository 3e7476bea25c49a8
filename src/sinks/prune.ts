import * as fs from 'node:fs';
import { basename, join } from 'node:path';
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
    const isGone = isOver && !isInUse && (isRehearsal || remove(file.path));
    (isGone ? removed : left).push(file);
  }
  return { removed, left };
};

const remove = (path: string): boolean => {
  try {
    fs.rmSync(path, { force: true });
    return true;
  } catch {
    // Somebody reads it, on a system that minds; it is a day older tomorrow.
    return false;
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
