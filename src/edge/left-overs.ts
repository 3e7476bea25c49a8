import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** As this program names a file that is written whole and then takes the place of another. */
const FRESH = /\.[0-9a-f-]{12,36}\.tmp$/;
/** Nobody writes for so long. */
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Removes what runs left in a folder that were killed while they wrote. What cannot be removed stays. */
export const removeLeftOvers = (folder: string): void => {
  try {
    for (const name of readdirSync(folder).filter((one) => FRESH.test(one))) {
      const path = join(folder, name);
      const entry = lstatSync(path, { throwIfNoEntry: false });
      // Files tell the time of their file system, not that of a test.
      if (entry?.isFile() && Date.now() - entry.mtimeMs > DAY_MILLISECONDS) rmSync(path, { force: true });
    }
  } catch {
    // They are in nobody's way.
  }
};
