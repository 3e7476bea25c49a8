import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { badUsage, codeOf, Failure, wordsOf } from '../failure.ts';
import { makeFolder } from './make-folder.ts';

export interface WholeFile {
  /** As the user named it, seen from `cwd`. */
  readonly name: string;
  readonly cwd: string;
  /** For the name of the new file until it is whole. */
  readonly unique: string;
}

export interface WrittenWhole {
  readonly bytes: number;
  /** False when it took the place of another one. */
  readonly isNew: boolean;
}

/**
 * Writes a file piece by piece, in a folder that is made if need be: it gets its name when it is whole, so that what was there before stays
 * when something fails. A new one is for its owner's eyes only; one that takes the place of another keeps that one's mode, and what a link
 * leads to is written, not the link.
 *
 * @throws Failure when it cannot be written, or what bears its name is no file; whatever `fill` throws
 */
export const writeWhole = async (
  file: WholeFile,
  fill: (write: (text: string) => Promise<void>) => Promise<unknown>,
): Promise<WrittenWhole> => {
  const { name } = file;
  const { path, mode } = await placeOf(file);
  const fresh = join(dirname(path), `.${basename(path)}.${file.unique}.part`);
  let bytes = 0;
  try {
    const handle = await orSay(name, async () => {
      await makeFolder(dirname(path));
      return open(fresh, 'wx', 0o600);
    });
    try {
      await fill((text) => {
        bytes += Buffer.byteLength(text);
        return orSay(name, () => handle.writeFile(text));
      });
      if (mode !== undefined) await orSay(name, () => handle.chmod(mode & 0o7777));
    } finally {
      await handle.close();
    }
    await orSay(name, () => rename(fresh, path));
    return { bytes, isNew: mode === undefined };
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {});
    throw error;
  }
};

/** Where it goes, and the mode of what is there. */
const placeOf = ({ name, cwd }: WholeFile): Promise<{ readonly path: string; readonly mode?: number }> =>
  orSay(name, async () => {
    const asked = resolve(cwd, name);
    const there = await stat(asked).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (there === undefined) return { path: asked };
    // Renamed over a device, the file would take its place.
    if (!there.isFile() || /[\\/]$/.test(name)) throw noFile(name, there.isDirectory());
    // Renamed over, it would be gone although nobody may write it; and root may write everything.
    if ((there.mode & 0o222) === 0) throw readOnly(name);
    return { path: await realpath(asked), mode: there.mode };
  });

const noFile = (name: string, isFolder: boolean): Failure =>
  badUsage({
    what: `${name} is ${isFolder ? 'a folder' : 'no file'}, and nothing was written`,
    tryThis: isFolder ? 'name a file in it' : 'name a file, or leave the option out and use >',
  });

const readOnly = (name: string): Failure =>
  badUsage({
    what: `${name} is read-only, and nothing was written`,
    tryThis: 'make it writable, or name another file',
  });

const orSay = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure({
      what: `${name} could not be written`,
      why: wordsOf(error),
      tryThis: 'name a file in a folder that you may write, on a disk with room',
      cause: error,
    });
  }
};
