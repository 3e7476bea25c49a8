/** A word as it stands in texts, in an address and in a form, which differ where it is more than letters and digits. */
export const spellingsOf = (word: string): readonly string[] => {
  if (PLAIN.test(word)) return [word];
  const inForm = new URLSearchParams([['', word]]).toString().slice(1);
  return [
    ...new Set([
      word,
      inForm,
      inForm.replaceAll('+', '%20'),
      encodeURIComponent(word.replace(/\p{Cs}/gu, '\ufffd')),
    ]),
  ];
};

const PLAIN = /^[\w.-]*$/;

/** Longer ones first: one may be a part of another. */
export const longestFirst = (words: Iterable<string>): readonly string[] =>
  [...words].toSorted((one, other) => other.length - one.length);
