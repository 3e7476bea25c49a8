import * as fs from 'node:fs';
import { basename, join } from 'node:path';
import { isRecordFileName, recordingPid } from '../flow/recorded/record-file-name.ts';
import { isPushFileName, PUSHES_FOLDER } from './push-file-name.ts';

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
  /** Those of them that would have gone, and stay because a process that lives writes them. */
  readonly inUse: readonly RecordFile[];
  /** Those of them that should have gone, and why they could not. */
  readonly stuck: readonly (RecordFile & { readonly error: unknown })[];
}

/**
 * Removes records, and pushes, that were last written to more than 14 days ago, and the oldest ones beyond 200 MB. What cannot
 * be removed stays: the next start tries again.
 */
export const pruneRecords = (
  directory: string,
  now: number,
  { days = KEPT_DAYS, bytes: most = KEPT_BYTES, isRunning, isRehearsal = false }: Bounds = {},
): Pruned => {
  const removed: RecordFile[] = [];
  const left: RecordFile[] = [];
  const inUse: RecordFile[] = [];
  const stuck: (RecordFile & { readonly error: unknown })[] = [];
  const newestFirst = recordFiles(directory).toSorted((a, b) => b.changedAt - a.changedAt);
  const tooOld = now - days * 24 * 60 * 60 * 1000;
  const seen = new Set<number>();
  let bytes = 0;
  for (const file of newestFirst) {
    bytes += file.bytes;
    const isOver = file.changedAt < tooOld || bytes > most;
    const name = basename(file.path);
    const pid = isRecordFileName(name) ? recordingPid(name) : undefined;
    const isInUse = pid !== undefined && !seen.has(pid) && isRunning?.(pid) === true;
    if (pid !== undefined) seen.add(pid);
    if (isOver && isInUse) inUse.push(file);
    const isDue = isOver && !isInUse;
    const error = isDue && !isRehearsal ? remove(file.path) : undefined;
    if (error !== undefined) stuck.push({ ...file, error });
    (isDue && error === undefined ? removed : left).push(file);
  }
  return { removed, left, inUse, stuck };
};

/** Why it could not be removed; undefined when it is gone. */
const remove = (path: string): unknown => {
  try {
    fs.rmSync(path, { force: true });
    return undefined;
  } catch (error) {
    // Somebody reads it, on a system that minds, or it is another user's; it is a day older tomorrow.
    return error;
  }
};

const recordFiles = (directory: string): readonly RecordFile[] => [
  ...filesIn(directory, fs.readdirSync(directory).filter(isRecordFileName)),
  ...pushesIn(join(directory, PUSHES_FOLDER)),
];

const pushesIn = (folder: string): readonly RecordFile[] => {
  // Not by way of a link, which leads who knows where.
  if (!fs.lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return filesIn(folder, namesIn(folder).filter(isPushFileName));
};

/** Another user may have made it, whose files these are; the records are ours all the same. */
const namesIn = (folder: string): readonly string[] => {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
};

const filesIn = (folder: string, names: readonly string[]): readonly RecordFile[] =>
  names.flatMap((name) => {
    const path = join(folder, name);
    // Another start may have removed it meanwhile.
    const entry = fs.lstatSync(path, { throwIfNoEntry: false });
    return entry?.isFile() ? [{ path, bytes: entry.size, changedAt: entry.mtimeMs }] : [];
  });
