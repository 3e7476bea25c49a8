/**
 * The text with a word replaced wherever it is no part of a longer one; `-` and `_` are parts of words, an escape of an address such as `%22`
 * is none.
 *
 * @param fold what makes texts alike that count as the same, each of its signs at its place
 */
export const replaceWord = (
  text: string,
  word: string,
  other: string,
  fold: (text: string) => string = (same) => same,
): string => {
  const searched = fold(text);
  const wanted = fold(word);
  let replaced = '';
  let from = 0;
  for (let at = searched.indexOf(wanted); at !== -1; at = searched.indexOf(wanted, from)) {
    const end = at + word.length;
    const isBegun = PART.test(text[at - 1] ?? ' ') && !ESCAPE.test(text.slice(Math.max(0, at - 3), at));
    const isPart = isBegun || PART.test(text[end] ?? ' ');
    replaced += text.slice(from, at) + (isPart ? text.slice(at, end) : other);
    from = end;
  }
  return replaced + text.slice(from);
};

const PART = /[\p{L}\p{N}_-]/u;
/** Of a sign of ASCII; bytes of letters have other ones. */
const ESCAPE = /^%[0-7][\dA-F]$/i;
