import * as fs from 'node:fs';
import { join } from 'node:path';
import { isRecordFileName } from '../flow/recorded/record-file-name.ts';

/** Records are personal data: after two weeks nobody looks for them any more (DESIGN §5). */
export const KEPT_DAYS = 14;
/** Some 150,000 exchanges. */
export const KEPT_BYTES = 200 * 1024 * 1024;

interface RecordFile {
  readonly path: string;
  readonly bytes: number;
  readonly changedAt: number;
}

/**
 * Removes records that were last written to more than 14 days ago, and the oldest ones beyond 200 MB. What cannot
 * be removed stays: the next start tries again.
 */
export const pruneRecords = (directory: string, now: number): void => {
  const newestFirst = recordFiles(directory).toSorted((a, b) => b.changedAt - a.changedAt);
  const tooOld = now - KEPT_DAYS * 24 * 60 * 60 * 1000;
  let bytes = 0;
  for (const file of newestFirst) {
    bytes += file.bytes;
    if (file.changedAt < tooOld || bytes > KEPT_BYTES) remove(file.path);
  }
};

const remove = (path: string): void => {
  try {
    fs.rmSync(path, { force: true });
  } catch {
    // Somebody reads it, on a system that minds; it is a day older tomorrow.
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
