import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** As `takePlace` calls a file that is not whole yet. */
const FRESH = /\.[0-9a-f-]{12,36}\.tmp$/;
/** Nobody writes for so long. */
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

export interface LeftOverOptions {
  /** Only those of the file of this name, in a folder that is not ours. */
  readonly of?: string;
  /** In milliseconds; 0 where nobody else can be writing. */
  readonly olderThan?: number;
}

/** Removes what runs left in a folder that were killed while they wrote. What cannot be removed stays. */
export const removeLeftOvers = (
  folder: string,
  { of, olderThan = DAY_MILLISECONDS }: LeftOverOptions = {},
): void => {
  try {
    for (const name of readdirSync(folder)) {
      if (!FRESH.test(name) || (of !== undefined && !isOf(of, name))) continue;
      const path = join(folder, name);
      const entry = lstatSync(path, { throwIfNoEntry: false });
      // Files tell the time of their file system, not that of a test.
      if (entry?.isFile() && (olderThan === 0 || Date.now() - entry.mtimeMs > olderThan))
        rmSync(path, { force: true });
    }
  } catch {
    // They are in nobody's way.
  }
};

const isOf = (file: string, name: string): boolean => name.replace(FRESH, '') === `.${file}`;
