/**
 * The text with a word replaced wherever it is no part of a longer one; `-` and `_` are parts of words, an escape of an address such as `%22`
 * is none.
 */
export const replaceWord = (text: string, word: string, other: string): string => {
  let replaced = '';
  let from = 0;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, from)) {
    const end = at + word.length;
    const isBegun = PART.test(text[at - 1] ?? ' ') && !ESCAPE.test(text.slice(Math.max(0, at - 3), at));
    const isPart = isBegun || PART.test(text[end] ?? ' ');
    replaced += text.slice(from, at) + (isPart ? word : other);
    from = end;
  }
  return replaced + text.slice(from);
};

const PART = /[\p{L}\p{N}_-]/u;
/** Of a sign of ASCII; bytes of letters have other ones. */
const ESCAPE = /^%[0-7][\dA-F]$/i;
