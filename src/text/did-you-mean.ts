import { either } from './either.ts';

/** More suggestions than this help nobody to choose. */
const MOST_SUGGESTIONS = 3;

/** Longer words are no typing mistakes of anything we know, and the distance costs their length squared. */
const LONGEST_WORD = 64;

/**
 * The words that the given one was probably meant to be, best first: equal but for case, `_` and `-`, or a few
 * slips away (a wrong, missing, added or swapped letter each count one). None when nothing is near.
 */
export const nearest = (word: string, candidates: Iterable<string>): readonly string[] => {
  if (word.length > LONGEST_WORD) return [];
  const plain = withoutCase(word);
  if (plain === '') return [];
  const found: { readonly candidate: string; readonly slips: number }[] = [];
  for (const candidate of candidates) {
    const target = withoutCase(candidate);
    const bound = slipsAllowed(Math.max(plain.length, target.length));
    const slips = distance(plain, target, bound);
    // Two words of which nothing agrees are no slip of each other, however short they are.
    if (candidate !== word && slips <= bound && slips < Math.max(plain.length, target.length))
      found.push({ candidate, slips });
  }
  const fewest = Math.min(...found.map(({ slips }) => slips));
  return found
    .filter(({ slips }) => slips <= fewest + 1)
    .sort((one, other) => one.slips - other.slips)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ candidate }) => candidate);
};

/** `did you mean "a" or "b"?`, or undefined when nothing is near. */
export const didYouMean = (word: string, candidates: Iterable<string>): string | undefined => {
  const words = nearest(word, candidates).map((candidate) => `"${candidate}"`);
  return words.length === 0 ? undefined : `did you mean ${either(words)}?`;
};

/** `event_url`, `eventURL` and `event-url` are one word to somebody who remembers it by ear. */
export const withoutCase = (word: string): string =>
  word.toLowerCase().replaceAll('_', '').replaceAll('-', '');

/** A third of the word: one slip in a short word, two from six letters on, four from twelve. */
const slipsAllowed = (length: number): number => Math.max(1, Math.floor(length / 3));

/**
 * Damerau–Levenshtein distance (optimal string alignment) of two words, counted as far as the bound: any larger
 * number means "too far".
 */
export const distance = (left: string, right: string, bound = Number.POSITIVE_INFINITY): number => {
  if (left === right) return 0;
  if (Math.abs(left.length - right.length) > bound) return bound + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  let lowestOfLast = 0;
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    let lowest = row;
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      let best = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (isSame ? 0 : 1));
      const isSwapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (isSwapped) best = Math.min(best, beforeLast[column - 2]! + 1);
      current.push(best);
      lowest = Math.min(lowest, best);
    }
    if (lowest > bound && lowestOfLast > bound) return bound + 1;
    beforeLast = last;
    last = current;
    lowestOfLast = lowest;
  }
  return last[right.length]!;
};
