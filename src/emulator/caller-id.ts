import type { ApplicationId } from '../vonage/ids.ts';
import type { Platform } from './platform.ts';
import { nextWord, type Random } from './random.ts';

/** What was seen for a leg without a caller id (voice-webhooks.md §3, I). */
export const UNKNOWN_CALLER = 'Unknown';

/** One of the application's numbers, for `randomFromNumber` and `random_from_number`. */
export const randomNumber = (
  platform: Platform,
  application: ApplicationId,
  to: string,
  random: Random,
): string => {
  const numbers = [...platform.numbers]
    .filter(([, owner]) => owner === application)
    .map(([number]) => number);
  const near = nearTo(to, numbers);
  return near[nextWord(random) % near.length] ?? UNKNOWN_CALLER;
};

/** Longest country code. */
const COUNTRY_DIGITS = 3;

/** Preferably of the destination's country (ncco.md §4): those that begin like it, as far as a country code goes. */
const nearTo = (to: string, numbers: readonly string[]): readonly string[] => {
  for (let length = COUNTRY_DIGITS; length > 0; length -= 1) {
    const near = numbers.filter((number) => number.slice(0, length) === to.slice(0, length));
    if (near.length > 0) return near;
  }
  return numbers;
};
