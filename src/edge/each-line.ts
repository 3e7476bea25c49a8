import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** A program that never ends its line is not waited for. In characters. */
const LONGEST_LINE = 64 * 1024;

/** Calls back for each line that a stream says, without its end; for what stands behind the last one when it ends. */
export const eachLine = (stream: Readable, say: (line: string) => void): void => {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) say(line.replace(/\r$/, ''));
    if (rest.length < LONGEST_LINE) return;
    say(rest);
    rest = '';
  });
  stream.once('end', () => {
    rest += decoder.end();
    if (rest !== '') say(rest);
  });
};
