import { createReadStream } from 'node:fs';
import { codeOf, wordsOf } from '../../failure.ts';

/** A config or NCCO of more is a file that was named by mistake. */
const LARGEST_FILE_MEGABYTES = 10;
const LARGEST_FILE_BYTES = LARGEST_FILE_MEGABYTES * 1024 * 1024;

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'no file can have so long a name',
};

export type ReadText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: string };

/** Reads a UTF-8 file of at most 10 MB; never more than that, whatever the file says of its size. */
export const readTextFile = async (path: string): Promise<ReadText> => {
  const chunks: Uint8Array[] = [];
  try {
    // One byte more than allowed tells that there is more.
    for await (const chunk of createReadStream(path, { end: LARGEST_FILE_BYTES }))
      chunks.push(chunk as Uint8Array);
  } catch (error) {
    return { ok: false, why: WORDS[codeOf(error) ?? ''] ?? wordsOf(error) };
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length > LARGEST_FILE_BYTES)
    return { ok: false, why: `it is larger than ${LARGEST_FILE_MEGABYTES} MB` };
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    return { ok: false, why: isUtf16 ? 'it is UTF-16; save it as UTF-8' : 'it is not UTF-8 text' };
  }
};
