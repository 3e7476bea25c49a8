import { didYouMean } from '../../text/did-you-mean.ts';
import type { Expectation } from './expectation.ts';
import type { Happening } from './happening.ts';

/** What became of an expectation. */
export interface Judged {
  /** As it was written. */
  readonly expected: string;
  readonly ok: boolean;
  /** What happened instead, in the same words; of a thing that must not happen: that it did. */
  readonly actual: readonly string[];
  /** In words, that nothing of the kind happened. */
  readonly none: string;
  /** What was probably meant. */
  readonly hint?: string;
}

/**
 * Holds a call against what was expected of it. Each expectation looks at the whole call; with `inOrder` each that is not
 * forbidden has to happen after the one before it.
 */
export const judgeCall = (
  happenings: readonly Happening[],
  expectations: readonly Expectation[],
  inOrder = false,
): readonly Judged[] => {
  let from = 0;
  let before: string | undefined;
  return expectations.map((expectation): Judged => {
    const { text: expected, word, isForbidden } = expectation;
    const told = { expected, none: `no ${word}` };
    const found = happenings.filter((one) => fits(one, expectation));
    if (isForbidden) return { ...told, ok: found.length === 0, actual: shown(found) };
    const index = happenings.findIndex((one, at) => at >= (inOrder ? from : 0) && fits(one, expectation));
    if (index >= 0) {
      from = index + 1;
      before = expected;
      return { ...told, ok: true, actual: shown(happenings.slice(index, index + 1)) };
    }
    if (found.length > 0 && before !== undefined)
      return { ...told, ok: false, actual: shown(found), hint: `it happened, but not after ${before}` };
    const alike = happenings.filter((one) => one.word === word);
    const hint = hintFor(expectation, alike);
    return { ...told, ok: false, actual: shown(alike), ...(hint !== undefined && { hint }) };
  });
};

const fits = (happening: Happening, { word, pattern, matches }: Expectation): boolean =>
  happening.word === word && (pattern === undefined || happening.texts.some(matches));

const hintFor = ({ word, pattern }: Expectation, alike: readonly Happening[]): string | undefined => {
  if (pattern === undefined || pattern.startsWith('/')) return undefined;
  const texts = [...new Set(alike.flatMap((one) => one.texts))];
  const part = pattern.replaceAll('*', '');
  if (part !== '' && texts.some((text) => text !== part && text.includes(part)))
    return `for a part of the text write ${word}:*${part}*`;
  if (texts.some((text) => text.toLowerCase().includes(part.toLowerCase())))
    return `upper and lower case count: write ${word}:/${part}/i for either`;
  return didYouMean(pattern, texts);
};

/** Each once. */
const shown = (happenings: readonly Happening[]): readonly string[] => [
  ...new Set(happenings.map(asExpected)),
];

/** A happening as one would expect it. */
export const asExpected = ({ word, texts: [text] }: Happening): string =>
  text === undefined ? word : `${word}:${text}`;
