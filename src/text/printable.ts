/**
 * Text from outside, made safe for one line of a terminal: escaped, measured, cut, padded. Everything here is quick
 * for plain ASCII, which nearly all of Vonage's text is.
 */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * What must never reach a terminal as it is: C0, DEL and C1 controls, lone surrogates, line and paragraph
 * separators, bidi overrides, and all that Unicode calls ignorable: zero-width characters, bidi marks and isolates,
 * fillers, tags. Of those only the selectors between text and emoji stay; people type them.
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\u2028-\u202e\ufff9-\ufffb]|(?!\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}/gu;

/** A stack of combining marks that climbs over the neighbouring lines; three are more than any orthography's usual. */
const MARK_STACK = /(?<=\p{M}{3})\p{M}/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text with every character that could move the cursor, hide or reorder others written out: `\x1b`, `\u202e`, `\n`. */
export const printable = (text: string): string =>
  PLAIN.test(text) ? text : text.replace(UNPRINTABLE, escaped).replace(MARK_STACK, escaped);

const escaped = (character: string): string => {
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
};

/** East Asian wide and full-width blocks (UAX #11), and characters that are shown as emoji by themselves (UTS #51). */
const WIDE =
  /^[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;

const COMBINING = /^[\p{Mn}\p{Me}]/u;

/** Makes the character before it an emoji, which most terminals then draw two columns wide. */
const EMOJI_SELECTOR = '\ufe0f';

const characterWidth = (character: string): number => {
  if (PLAIN.test(character) || character === EMOJI_SELECTOR) return 1;
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
};

/** Columns that printable text takes in a terminal. Where terminals differ, the larger number. */
export const displayWidth = (text: string): number => {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
};

/** How much of the text fits into so many columns, as an index into it. Combining marks stay with their base. */
const fittingLength = (text: string, columns: number): number => {
  let width = 0;
  let length = 0;
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns) break;
    length += character.length;
  }
  return length;
};

/** The text in at most so many columns; what is too long ends in `…`. */
export const cut = (text: string, columns: number): string => {
  // No character takes less than no column, and none of plain ASCII less than one.
  if (text.length <= columns && PLAIN.test(text)) return text;
  if (columns <= 0) return '';
  if (fittingLength(text, columns) === text.length) return text;
  return `${text.slice(0, fittingLength(text, columns - 1))}…`;
};

/** The text in exactly so many columns: cut, or filled with spaces at the right. */
export const pad = (text: string, columns: number): string => {
  const short = cut(text, columns);
  return short + ' '.repeat(Math.max(0, columns - displayWidth(short)));
};

/** The text in exactly so many columns: cut, or filled with spaces at the left. */
export const padLeft = (text: string, columns: number): string => {
  const short = cut(text, columns);
  return ' '.repeat(Math.max(0, columns - displayWidth(short))) + short;
};

/**
 * The text in lines of at most so many columns: broken between words, and inside a word that is longer than a line.
 * Spaces at the start stand before each of them, as far as there is room.
 */
export const wrap = (text: string, columns: number): readonly string[] => {
  const indent = ' '.repeat(
    Math.min(text.length - text.trimStart().length, Math.max(0, columns - LEAST_ROOM)),
  );
  const room = Math.max(2, columns - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.trimStart().split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= room) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    for (let length = fittingLength(line, room); length < line.length; length = fittingLength(line, room)) {
      lines.push(line.slice(0, length));
      line = line.slice(length);
    }
  }
  lines.push(line);
  return lines.map((part) => indent + part);
};

/** Columns that an indented text keeps at least. */
const LEAST_ROOM = 20;
