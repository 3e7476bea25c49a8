import { printable } from '../text/printable.ts';

/** Longest piece of somebody else's text that a message repeats: enough to recognise a page, short enough to read. */
const LONGEST_QUOTE = 200;

/** Text from outside as one short line: white space folded, the rest cut off, control characters escaped. */
export const oneLine = (text: string, longest = LONGEST_QUOTE): string => {
  const folded = text.replace(/\s+/g, ' ').trim();
  return printable(folded.length > longest ? `${folded.slice(0, longest - 1)}…` : folded);
};
