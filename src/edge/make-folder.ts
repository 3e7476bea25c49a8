import { mkdirSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../failure.ts';

/**
 * Makes a folder, and those above it that are missing; one that is there already is fine. Node's own way of doing so never
 * returns where a folder is there in which nothing can be made, such as /proc. Rejects with the error of the system.
 *
 * @param mode of those that are made, as far as the umask lets it
 */
export const makeFolder = async (path: string, mode = 0o777): Promise<void> => {
  try {
    await makeOne(path, mode);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path), mode);
    await makeOne(path, mode);
  }
};

const makeOne = async (path: string, mode: number): Promise<void> => {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    // It was there, whatever the system says of that: a file system may be read-only, a drive has no folder above it.
    if (!(await isFolder(path))) throw error;
  }
};

/** The same, at once. Throws the error of the system. */
export const makeFolderSync = (path: string, mode = 0o777): void => {
  try {
    makeOneSync(path, mode);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolderSync(dirname(path), mode);
    makeOneSync(path, mode);
  }
};

const makeOneSync = (path: string, mode: number): void => {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
};

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
