import { access, constants, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf, Failure, wordsOf } from '../failure.ts';

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
export const replaceFile = async (replacement: Replacement): Promise<void> => {
  const { path, name, before, after } = replacement;
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
    await takePlace(target, stats, replacement);
  } catch (error) {
    throw error instanceof Failure ? error : cannotWrite(name, error);
  }
};

interface Owned {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

const takePlace = async (
  target: string,
  { mode, uid, gid }: Owned,
  { after, unique }: Replacement,
): Promise<void> => {
  const fresh = join(dirname(target), `.${basename(target)}.${unique}.tmp`);
  try {
    const file = await open(fresh, 'wx', 0o600);
    try {
      await file.writeFile(after);
      // Only root may give a file away; for everybody else it is theirs already, or it cannot be helped.
      await file.chown(uid, gid).catch(() => {});
      await file.chmod(mode & 0o7777);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {});
    throw error;
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
