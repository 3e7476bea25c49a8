import * as fs from 'node:fs';
import { join } from 'node:path';
import { makeFolderSync } from '../make-folder.ts';

/** As records are kept: personal data, for its owner only, two weeks and 200 MB of it (DESIGN §5). */
const KEPT_MILLISECONDS = 14 * 24 * 60 * 60 * 1000;
const KEPT_BYTES = 200 * 1024 * 1024;

/** Below the folder of the records. */
const FOLDER = 'sound';

/** Where the recordings of a run go. */
export interface RecordingsFolder {
  /** The path of a new one; the folder is made when it is not there. */
  pathFor(at: number, socket: number): string;
  /** Whether so many bytes more may be kept in this run; they count from then on. */
  mayKeep(bytes: number): boolean;
}

/** @param pid of this process, which with time and number of the handshake names each file */
export const recordingsFolder = (records: string, pid: number): RecordingsFolder => {
  const folder = join(records, FOLDER);
  let kept = 0;
  return {
    pathFor: (at, socket) => {
      makeFolderSync(folder, 0o700);
      prune(folder, at);
      const time = new Date(at).toISOString().replaceAll(/[:.]/g, '-');
      return join(folder, `${time}-${pid}-socket-${socket}.wav`);
    },
    mayKeep: (bytes) => {
      if (kept + bytes > KEPT_BYTES) return false;
      kept += bytes;
      return true;
    },
  };
};

/** Only what this program named is ever removed. */
const OURS = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-\d+-socket-\d+\.wav$/;

const prune = (folder: string, now: number): void => {
  const files = fs
    .readdirSync(folder)
    .filter((name) => OURS.test(name))
    // They begin with their time.
    .toSorted()
    .toReversed()
    .map((name) => join(folder, name));
  let bytes = 0;
  for (const path of files) {
    const entry = fs.lstatSync(path, { throwIfNoEntry: false });
    if (!entry?.isFile()) continue;
    bytes += entry.size;
    if (bytes <= KEPT_BYTES && entry.mtimeMs >= now - KEPT_MILLISECONDS) continue;
    fs.rmSync(path, { force: true });
  }
};
