/** `html`, `html or har`, `html, har or curl`: words of which one is meant. */
export const either = (words: readonly string[]): string => enumerated(words, 'or');

/** The same of words that are all meant: `html, har and curl`. */
export const all = (words: readonly string[]): string => enumerated(words, 'and');

const enumerated = (words: readonly string[], last: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
