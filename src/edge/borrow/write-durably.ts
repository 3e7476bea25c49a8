import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../../failure.ts';
import { takePlace } from '../take-place.ts';

/**
 * Writes a file so that after a crash or a power cut either the old or the new content is there, whole, and after it the new one: the folder is
 * synced as well. Readable for its owner only.
 */
export const writeDurably = async (path: string, text: string, unique: string): Promise<void> => {
  await takePlace({ path, unique }, (file) => file.writeFile(text));
  await syncFolder(dirname(path));
};

/** As `writeDurably`, and fails with EEXIST, with nothing written, when there is such a file already. */
export const createDurably = async (path: string, text: string, unique: string): Promise<void> => {
  await takePlace({ path, unique }, (file) => file.writeFile(text), { place: placeIfFree });
  await syncFolder(dirname(path));
};

const placeIfFree = async (fresh: string, path: string): Promise<void> => {
  try {
    await link(fresh, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    // A file system without hard links, such as exFAT. The name is taken first, so that only one can have it.
    await (await open(path, 'wx', 0o600)).close();
    return rename(fresh, path);
  }
  await rm(fresh, { force: true });
};

/** Removes a file and makes the removal last; a missing file is fine. */
export const removeDurably = async (path: string): Promise<void> => {
  await rm(path, { force: true });
  await syncFolder(dirname(path));
};

const syncFolder = async (folder: string): Promise<void> => {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows and some network file systems cannot sync a folder; their rename is as lasting as it gets.
  }
};
