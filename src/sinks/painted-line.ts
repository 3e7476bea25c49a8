import { maskText } from '../flow/mask.ts';
import { cut, printable } from '../text/printable.ts';
import type { Paint } from './palette.ts';

/** A piece of a line and its colour. */
export type Piece = string | readonly [text: string, paint: Paint];

/**
 * The only way from text to a terminal: masked, escaped, cut to the width, and only then painted. So no webhook
 * can move the cursor, and the text is the same with and without colours.
 */
export const paintedLine = (pieces: readonly Piece[], width: number): string => {
  const texts = pieces.map((piece) => safe(typeof piece === 'string' ? piece : piece[0]));
  const plain = texts.join('');
  const kept = cut(plain, width).trimEnd();
  // What was cut off ends in the ellipsis, which takes the colour of the piece that it stands in.
  let line = '';
  let at = 0;
  for (const [index, text] of texts.entries()) {
    if (at >= kept.length) break;
    const shown = kept.slice(at, at + text.length);
    at += text.length;
    const piece = pieces[index];
    line += typeof piece === 'string' || piece === undefined || shown.trim() === '' ? shown : piece[1](shown);
  }
  return line;
};

/** Words for a screen reader, whole: what is said has no width. */
export const sentence = (words: string): string => paintedLine([words], LONGEST);

/** No terminal line has room for more; it bounds the work that a body of a megabyte makes. */
const LONGEST = 4000;

/** Outside text, fit to be measured and painted. Safe text stays as it is, so it may be done twice. */
export const safe = (text: string): string =>
  printable(maskText(text.length > LONGEST ? text.slice(0, LONGEST) : text));
