import { lstat, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { codeOf, Failure, wordsOf } from '../../failure.ts';
import { removeLeftOvers } from '../left-overs.ts';
import { makeFolder } from '../make-folder.ts';
import { freshName } from '../take-place.ts';

export interface BodyFile {
  readonly folder: string;
  /** With its ending. */
  readonly name: string;
  /** For the name of the new file until it is whole. */
  readonly unique: string;
  /** What the server says of its size. */
  readonly bytes: number | undefined;
}

export interface Written {
  readonly path: string;
  readonly bytes: number;
  /** False when it was there already. */
  readonly isNew: boolean;
}

/**
 * Writes a body into a file as it comes, for its owner's eyes only: a new file that gets its name when it is whole. One of
 * the same name and size is taken to be the same; one of another size stays, and the new one gets a number.
 *
 * @throws Failure when the body breaks off, or cannot be written
 */
export const writeBody = async (body: Readable, file: BodyFile): Promise<Written> => {
  const { folder, name, unique, bytes } = file;
  const fresh = freshName({ path: join(folder, name), unique });
  try {
    await makeFolder(folder);
    removeLeftOvers(folder, { of: name });
    const before = bytes === undefined ? undefined : await sizeOf(join(folder, name));
    if (before !== undefined && before === bytes) {
      dropBody(body);
      return { path: join(folder, name), bytes, isNew: false };
    }
    // Open before anything can fail: a stream that is destroyed meanwhile would make the file after its removal.
    const handle = await open(fresh, 'wx', 0o600);
    const out = handle.createWriteStream();
    await pipeline(body, out);
    if (bytes !== undefined && out.bytesWritten !== bytes) throw brokenOff(name, out.bytesWritten, bytes);
    const there = await sizeOf(join(folder, name));
    if (there === out.bytesWritten) {
      await rm(fresh);
      return { path: join(folder, name), bytes: there, isNew: false };
    }
    const path = await freePath(folder, name);
    await rename(fresh, path);
    return { path, bytes: out.bytesWritten, isNew: true };
  } catch (error) {
    dropBody(body);
    await rm(fresh, { force: true }).catch(() => undefined);
    throw error instanceof Failure ? error : unwritten(name, folder, error);
  }
};

/** Its end by us is an error to it. */
const dropBody = (body: Readable): void => {
  body.on('error', () => undefined).destroy();
};

const sizeOf = async (path: string): Promise<number | undefined> => {
  try {
    return (await lstat(path)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};

const freePath = async (folder: string, name: string): Promise<string> => {
  const [, stem = name, ending = ''] = /^(.*?)(\.\w+)?$/.exec(name) ?? [];
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem}-${number}${ending}`);
    if ((await sizeOf(path)) === undefined) return path;
  }
};

const brokenOff = (name: string, got: number, bytes: number): Failure =>
  new Failure({
    what: `${name} broke off after ${got} of ${bytes} bytes`,
    why: 'Nothing of it was kept.',
    tryThis: 'download it again',
  });

const FULL: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const OF_FILES = /^E(?:ACCES|PERM|ROFS|NOTDIR|EXIST|ISDIR|NAMETOOLONG|MFILE|NOENT)$/;

const unwritten = (name: string, folder: string, cause: unknown): Failure => {
  const code = codeOf(cause);
  if (FULL.has(code)) {
    return new Failure({
      what: `There is no room in ${folder} for ${name}`,
      why: 'Nothing of it was kept.',
      tryThis: ['make room, and download it again', 'or choose another folder'],
      cause,
    });
  }
  return OF_FILES.test(code ?? '')
    ? new Failure({
        what: `${name} cannot be written in ${folder}`,
        why: wordsOf(cause),
        tryThis: 'make the folder writable, or choose another one',
        cause,
      })
    : new Failure({
        what: `${name} could not be downloaded whole`,
        why: wordsOf(cause),
        tryThis: 'download it again',
        cause,
      });
};
