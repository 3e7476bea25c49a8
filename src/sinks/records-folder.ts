import * as fs from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../failure.ts';

/**
 * Makes the folder of a project's records (`.vonage-flow`) when it is not there: closed to other users, and kept out of git.
 * Throws what the file system says.
 */
export const openRecordsFolder = (directory: string): void => {
  makeOnce(directory);
  closeToOthers(directory);
  writeGitignore(directory);
};

/** A folder whose parent is there. */
export const makeOnce = (directory: string): void => {
  try {
    fs.mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if (!fs.statSync(directory, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
};

/** Records are personal data: the folder is closed to others also when it was there before. */
const closeToOthers = (directory: string): void => {
  try {
    fs.chmodSync(directory, 0o700);
  } catch {
    // A mounted folder may know no modes; the files in it ask for 0600 by themselves.
  }
};

/** Keeps records out of the user's repository, whatever its own .gitignore says. */
const writeGitignore = (directory: string): void => {
  try {
    fs.writeFileSync(join(directory, '.gitignore'), '*\n', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
};
