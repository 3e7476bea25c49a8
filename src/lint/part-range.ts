import type { Range } from '../text/source-text.ts';
import type { TextPart } from './rule.ts';

/**
 * Where a part of a text is written, given where all of it is. Counts through the escapes of a text in double quotes;
 * of other texts (YAML's plain and folded ones) the part is searched, and when it cannot be found all is meant.
 */
export const partRange = (source: string, whole: Range, part: TextPart): Range => {
  if (source[whole.start] === '"') {
    const start = skip(source, whole.start + 1, whole.end, part.offset);
    const end = skip(source, start, whole.end, part.text.length);
    if (end < whole.end && isPlain(source.slice(start, end), part.text))
      return { start, end: Math.max(end, start) };
  }
  const raw = source.slice(whole.start, whole.end);
  // What was repeated before the part is repeated before it in the source, too, unless escapes hide it.
  const near = raw.indexOf(part.text, part.offset);
  const at = near === -1 ? raw.indexOf(part.text) : near;
  if (at === -1 || part.text === '') return whole;
  return { start: whole.start + at, end: whole.start + at + part.text.length };
};

/** The offset so many characters of the value further on. */
const skip = (source: string, from: number, end: number, characters: number): number => {
  let at = from;
  for (let count = 0; count < characters && at < end; count += 1) {
    if (source[at] !== '\\') at += 1;
    else at += source[at + 1] === 'u' ? 6 : 2;
  }
  return Math.min(at, end);
};

/** With other escapes than JSON's the count is off. */
const isPlain = (raw: string, text: string): boolean =>
  raw === text || (raw.includes('\\') && !raw.includes('\n'));
