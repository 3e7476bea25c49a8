import type { ParseErrorCode } from 'jsonc-parser';
import type { Range } from './source-text.ts';

export interface JsonComplaint {
  readonly message: string;
  readonly range: Range;
  /** What follows can still be read as it was meant. */
  readonly isSlight: boolean;
}

/**
 * By the numbers of jsonc-parser's `ParseErrorCode`, which is a `const enum` and so does not exist at run time.
 */
const WORDS: Readonly<Record<number, string>> = {
  2: 'not a number as JSON writes them',
  3: 'a name in double quotes is expected here',
  4: 'a value is expected here',
  5: 'a colon is missing before this',
  6: 'a comma is missing before this',
  7: 'the text ends inside an object: a } is missing',
  8: 'the text ends inside a list: a ] is missing',
  9: 'the value ended before this; nothing may follow it',
  10: 'JSON has no comments',
  11: 'JSON has no comments, and this one never ends',
  12: 'a string that does not end on its line',
  13: 'not a number as JSON writes them',
  14: 'not an escape: \\u takes four hex digits',
  15: 'not an escape that JSON knows: \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hex digits',
  16: 'a control character inside a string; write it as an escape such as \\n or \\t',
};

const COMMENT = 10;
const VALUE_EXPECTED = 4;
const NAME_EXPECTED = 3;
const COMMA_EXPECTED = 6;

/** Words other languages use for JSON's own. */
const FOREIGN_WORDS: Readonly<Record<string, string>> = {
  True: 'true',
  TRUE: 'true',
  False: 'false',
  FALSE: 'false',
  None: 'null',
  nil: 'null',
  NULL: 'null',
  undefined: 'null',
};

/** jsonc-parser's finding in words that say what to write instead. */
export const jsonComplaint = (text: string, code: ParseErrorCode, told: Range): JsonComplaint => {
  // Of a comment that never ends jsonc-parser tells one character more than there are.
  const range = { start: told.start, end: Math.min(told.end, text.length) };
  // The code is a number whose type hides it.
  const number: number = code;
  const found = text.slice(range.start, range.end);
  const comma = lastComma(text, range.start);
  if (
    (number === VALUE_EXPECTED || number === NAME_EXPECTED) &&
    comma !== undefined &&
    /^[\]}]/.test(found)
  ) {
    return {
      message: 'JSON has no comma after the last item',
      range: { start: comma, end: comma + 1 },
      isSlight: true,
    };
  }
  if (number === COMMA_EXPECTED && text[range.start - 1] === '0' && /^\d/.test(found)) {
    return {
      message: 'JSON has no zeros before a number',
      range: { start: range.start - 1, end: range.end },
      isSlight: false,
    };
  }
  if (number === COMMENT) return { message: WORDS[COMMENT]!, range, isSlight: true };
  const message = number === 1 ? invalidSymbol(text, range) : WORDS[number];
  // A missing comma is one slip; the reader goes on as if it were there.
  return { message: message ?? 'not JSON', range, isSlight: number === COMMA_EXPECTED };
};

/** Offset of the comma that is the last thing before an offset, if it is. */
const lastComma = (text: string, offset: number): number | undefined => {
  let at = offset - 1;
  while (at >= 0 && ' \t\r\n'.includes(text[at]!)) at -= 1;
  return text[at] === ',' ? at : undefined;
};

const invalidSymbol = (text: string, range: Range): string => {
  const found = text.slice(range.start, range.end);
  const meant = FOREIGN_WORDS[found];
  if (meant !== undefined) return `JSON writes ${meant}`;
  if (found.startsWith("'") || found.startsWith('`') || /^[\u2018-\u201f]/.test(found))
    return 'JSON puts text in double quotes (")';
  if (/^\s*:/.test(text.slice(range.end, range.end + 20))) return 'JSON puts names in double quotes (")';
  if (found === '-' || found === '+' || /^[-+.]\d/.test(found)) return 'not a number as JSON writes them';
  return 'not a JSON value: text is put in double quotes, and the only bare words are true, false and null';
};
