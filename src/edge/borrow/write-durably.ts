import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../../failure.ts';

/**
 * Writes a file so that after a crash or a power cut either the old or the new content is there, whole: a new file
 * beside it, synced, renamed over it, and the folder synced. Readable for its owner only.
 */
export const writeDurably = (path: string, text: string, unique: string): Promise<void> =>
  write(path, text, unique, (fresh) => rename(fresh, path));

/** As `writeDurably`, and fails with EEXIST, with nothing written, when there is such a file already. */
export const createDurably = (path: string, text: string, unique: string): Promise<void> =>
  write(path, text, unique, async (fresh) => {
    try {
      await link(fresh, path);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') throw error;
      // A file system without hard links, such as exFAT. The name is taken first, so that only one can have it.
      await (await open(path, 'wx', 0o600)).close();
      return rename(fresh, path);
    }
    await rm(fresh, { force: true });
  });

const write = async (
  path: string,
  text: string,
  unique: string,
  place: (fresh: string) => Promise<void>,
): Promise<void> => {
  const fresh = `${path}.${unique}.tmp`;
  try {
    const file = await open(fresh, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await place(fresh);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
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
