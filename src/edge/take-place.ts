import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file that is written beside the one whose place it takes. */
export interface NewFile {
  /** Where it is to stand. */
  readonly path: string;
  /** For its name until it is whole: twelve hexadecimal digits or a UUID, by which `removeLeftOvers` knows it. */
  readonly unique: string;
}

/** Mode and owner of a file. */
export interface Owned {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export interface TakePlaceOptions {
  /** Whose mode and owner it gets; without it, it is for its owner's eyes only. */
  readonly like?: Owned | undefined;
  /** How it gets its name; by `rename`, over what bears it already. */
  readonly place?: (fresh: string, path: string) => Promise<void>;
}

/** What it is called until it is whole. */
export const freshName = ({ path, unique }: NewFile): string =>
  join(dirname(path), `.${basename(path)}.${unique}.tmp`);

/**
 * Writes a file that is there whole or not at all, also after a crash: a new one beside it, synced, that takes its place. What was there before
 * stays when anything fails, and nothing is left then. Rejects with the error of the system, or with what `fill` throws.
 */
export const takePlace = async (
  file: NewFile,
  fill: (handle: FileHandle) => Promise<unknown>,
  { like, place = rename }: TakePlaceOptions = {},
): Promise<void> => {
  const fresh = freshName(file);
  const handle = await open(fresh, 'wx', 0o600);
  try {
    try {
      await fill(handle);
      if (like !== undefined) {
        // Only root may give a file away; for everybody else it is theirs already, or it cannot be helped.
        await handle.chown(like.uid, like.gid).catch(() => {});
        await handle.chmod(like.mode & 0o7777);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(fresh, file.path);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {});
    throw error;
  }
};

/**
 * The same with a text, at once, for its owner's eyes only. Throws the error of the system.
 *
 * @param lasts false for what means nothing after a crash: it is not waited for until it is on the disk
 */
export const takePlaceSync = (file: NewFile, text: string, lasts = true): void => {
  const fresh = freshName(file);
  const handle = openSync(fresh, 'wx', 0o600);
  try {
    try {
      writeFileSync(handle, text);
      if (lasts) fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(fresh, file.path);
  } catch (error) {
    try {
      rmSync(fresh, { force: true });
    } catch {
      // It is found by who writes there next.
    }
    throw error;
  }
};
