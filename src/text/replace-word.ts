/** The text with a word replaced wherever it is no part of a longer one; `-` and `_` are parts of words. */
export const replaceWord = (text: string, word: string, other: string): string => {
  let replaced = '';
  let from = 0;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, from)) {
    const end = at + word.length;
    const isPart = PART.test(text[at - 1] ?? ' ') || PART.test(text[end] ?? ' ');
    replaced += text.slice(from, at) + (isPart ? word : other);
    from = end;
  }
  return replaced + text.slice(from);
};

const PART = /[\p{L}\p{N}_-]/u;
