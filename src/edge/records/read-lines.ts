import { createReadStream } from 'node:fs';

/** A piece of a file: few enough lines to hold, many enough that reading them costs little. */
const CHUNK_BYTES = 1024 * 1024;

/** A webhook has at most 1 MiB, and escapes can make six bytes of one: what is longer is no record of ours. */
const LINE_LIMIT_BYTES = 16 * 1024 * 1024;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Undefined for one that is too long to be read. */
  readonly text: string | undefined;
  /** False for the last one when no line break follows. */
  readonly isWhole: boolean;
}

const NEWLINE = 10;

/**
 * The lines of a file, many at once, never all of them. Only `\n` ends a line: JSON escapes it, and other ends are for
 * people. Throws what Node throws.
 */
export async function* readLines(path: string): AsyncGenerator<readonly Line[]> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  let number = 0;
  const lineOf = (end: Buffer, isWhole: boolean): Line => {
    number += 1;
    const bytes = begunBytes + end.length;
    const text =
      bytes > LINE_LIMIT_BYTES
        ? undefined
        : (begun.length === 0 ? end : Buffer.concat([...begun, end])).toString();
    begun = [];
    begunBytes = 0;
    return { number, text, isWhole };
  };
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    // Without an encoding a stream of a file gives buffers.
    const bytes = chunk as Buffer;
    const lines: Line[] = [];
    let from = 0;
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, from)) {
      lines.push(lineOf(bytes.subarray(from, at), true));
      from = at + 1;
    }
    const rest = bytes.subarray(from);
    begunBytes += rest.length;
    if (rest.length > 0 && begunBytes <= LINE_LIMIT_BYTES) begun.push(rest);
    yield lines;
  }
  if (begunBytes > 0) yield [lineOf(Buffer.alloc(0), false)];
}
