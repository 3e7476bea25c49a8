import { readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { badUsage, codeOf, Failure, wordsOf } from '../failure.ts';
import { removeLeftOvers } from './left-overs.ts';
import { makeFolder } from './make-folder.ts';
import { type Owned, takePlace } from './take-place.ts';

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
 * when something fails. A new one is for its owner's eyes only; one that takes the place of another keeps that one's mode and owner, and what a link
 * leads to is written, not the link.
 *
 * @throws Failure when it cannot be written, or what bears its name is no file; whatever `fill` throws
 */
export const writeWhole = async (
  file: WholeFile,
  fill: (write: (text: string) => Promise<void>) => Promise<unknown>,
): Promise<WrittenWhole> => {
  const { name, unique } = file;
  let bytes = 0;
  // What `fill` throws is no fault of the file.
  let unfilled: unknown;
  try {
    const { path, like } = await placeOf(file);
    await makeFolder(dirname(path));
    removeLeftOvers(dirname(path), { of: basename(path) });
    await takePlace(
      { path, unique },
      async (handle) => {
        const write = (text: string): Promise<void> => {
          bytes += Buffer.byteLength(text);
          return handle.writeFile(text).catch((error: unknown) => {
            throw unwritten(name, error);
          });
        };
        await fill(write).catch((error: unknown) => {
          unfilled = error;
          throw error;
        });
      },
      { like },
    );
    return { bytes, isNew: like === undefined };
  } catch (error) {
    throw error === unfilled || error instanceof Failure ? error : unwritten(name, error);
  }
};

/** Where it goes, and what is there. */
const placeOf = async ({
  name,
  cwd,
}: WholeFile): Promise<{ readonly path: string; readonly like?: Owned }> => {
  const asked = resolve(cwd, name);
  const there = await stat(asked).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (there === undefined) return { path: await endOfLinks(asked) };
  // Renamed over a device, the file would take its place.
  if (!there.isFile() || /[\\/]$/.test(name)) throw noFile(name, there.isDirectory());
  // Renamed over, it would be gone although nobody may write it; and root may write everything.
  if ((there.mode & 0o222) === 0) throw readOnly(name);
  return { path: await realpath(asked), like: there };
};

/** Where a file is made that is not there, also by way of links that lead nowhere yet. */
const endOfLinks = async (path: string): Promise<string> => {
  const leadsTo = await readlink(path).catch(() => undefined);
  return leadsTo === undefined ? path : endOfLinks(resolve(await realpath(dirname(path)), leadsTo));
};

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

const unwritten = (name: string, cause: unknown): Failure =>
  new Failure({
    what: `${name} could not be written`,
    why: wordsOf(cause),
    tryThis: 'name a file in a folder that you may write, on a disk with room',
    cause,
  });
