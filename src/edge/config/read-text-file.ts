import { createReadStream } from 'node:fs';
import { codeOf, wordsOf } from '../../failure.ts';

/** A config or NCCO of more is a file that was named by mistake. */
const LARGEST_FILE_MEGABYTES = 10;
const LARGEST_FILE_BYTES = LARGEST_FILE_MEGABYTES * 1024 * 1024;

/** Why a file cannot be read, and what to do about it. */
export interface Unreadable {
  readonly why: string;
  readonly tryThis: string;
}

const NO_FILE: Unreadable = { why: 'there is no such file', tryThis: 'look at the path' };
const NO_PERMISSION: Unreadable = {
  why: 'no permission to read it',
  tryThis: 'let yourself read it: chmod u+r, or ask its owner',
};
const REASONS: Readonly<Record<string, Unreadable>> = {
  ENOENT: NO_FILE,
  ENOTDIR: NO_FILE,
  EISDIR: { why: 'it is a folder', tryThis: 'name a file in it' },
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  ELOOP: { why: 'its links lead in a circle', tryThis: 'put a file in the place of the link' },
  ENAMETOOLONG: { why: 'no file can have so long a name', tryThis: 'look at the path' },
};

export type ReadText = { readonly ok: true; readonly text: string } | ({ readonly ok: false } & Unreadable);

/** The reason why the system refuses a file or a folder. */
export const unreadable = (error: unknown): Unreadable =>
  REASONS[codeOf(error) ?? ''] ?? { why: wordsOf(error), tryThis: 'mend that, and try again' };

/** Reads a UTF-8 file of at most 10 MB; never more than that, whatever the file says of its size. */
export const readTextFile = async (path: string): Promise<ReadText> => {
  const chunks: Uint8Array[] = [];
  try {
    // One byte more than allowed tells that there is more.
    for await (const chunk of createReadStream(path, { end: LARGEST_FILE_BYTES }))
      chunks.push(chunk as Uint8Array);
  } catch (error) {
    return { ok: false, ...unreadable(error) };
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length > LARGEST_FILE_BYTES) {
    return {
      ok: false,
      why: `it is larger than ${LARGEST_FILE_MEGABYTES} MB`,
      tryThis: 'an NCCO has a few kilobytes: is it another file that was meant?',
    };
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    return isUtf16
      ? { ok: false, why: 'it is UTF-16', tryThis: 'save it as UTF-8' }
      : {
          ok: false,
          why: 'it is not UTF-8 text',
          tryThis: 'save it as UTF-8, or name the file that was meant',
        };
  }
};
