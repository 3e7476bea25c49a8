import { access, constants, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { codeOf, Failure, wordsOf } from '../failure.ts';
import { removeLeftOvers } from './left-overs.ts';
import { takePlace } from './take-place.ts';

export interface Replacement {
  readonly path: string;
  /** As people know it. */
  readonly name: string;
  /** What was read, and what is to stand there. */
  readonly before: string;
  readonly after: string;
  /** For the name of the new file until it is whole. */
  readonly unique: string;
}

/**
 * Writes another text into a file of the user: a new file beside it that takes its place when it is whole, so that
 * nothing is lost on the way. Keeps mode and owner; what a link leads to is written, not the link. Fails when somebody
 * changed the file since it was read, or may not write it.
 */
export const replaceFile = async ({ path, name, before, after, unique }: Replacement): Promise<void> => {
  try {
    const target = await realpath(path);
    const stats = await stat(target);
    // Root may write everything, but a file that nobody may write is meant to stay.
    if ((stats.mode & 0o222) === 0) throw readOnly(name);
    await access(target, constants.W_OK);
    const now = await readFile(target);
    // The same file by another name.
    if (now.equals(Buffer.from(after))) return;
    if (!now.equals(Buffer.from(before))) {
      throw new Failure({
        what: `${name} was not mended: it was changed after it was read`,
        why: 'Writing it would undo what somebody else did.',
        tryThis: 'start again',
      });
    }
    removeLeftOvers(dirname(target), { of: basename(target) });
    await takePlace({ path: target, unique }, (file) => file.writeFile(after), { like: stats });
  } catch (error) {
    throw error instanceof Failure ? error : cannotWrite(name, error);
  }
};

const readOnly = (name: string): Failure =>
  new Failure({
    what: `${name} was not mended: it is read-only`,
    why: 'It is as it was.',
    tryThis: ['make it writable', 'or look at the changes: --fix-dry-run'],
  });

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write it, or into its folder',
  EPERM: 'no permission to write it, or into its folder',
  EROFS: 'its file system is read-only',
  ENOSPC: 'there is no room left on its disk',
  EDQUOT: 'there is no room left for this user',
  EFBIG: 'it would be larger than a file may be',
  ENOENT: 'it is no longer there',
};

const cannotWrite = (name: string, cause: unknown): Failure =>
  new Failure({
    what: `${name} was not mended: ${WORDS[codeOf(cause) ?? ''] ?? wordsOf(cause)}`,
    why: 'It is as it was.',
    tryThis: [
      'make room for it, or make it and its folder writable',
      'or look at the changes: --fix-dry-run',
    ],
    cause,
  });
