import { didYouMean } from '../text/did-you-mean.ts';
import type { UserMove } from './script.ts';
import { type GivenUser, USER_STATES } from './user-state.ts';

/** What is said of a user: who exists, or where the app is from a second of a call on. */
export type UserWords =
  | { readonly exists: GivenUser }
  | { readonly moves: UserMove }
  | { readonly problem: string };

/** `offline`, or `offline@4s`: and the second of a call from which on. */
const STATE_WORDS = /^\s*(.*?)\s*(?:@\s*(\d+(?:\.\d+)?)s?\s*)?$/s;

/** `alice`, `alice=offline`, `alice=offline@4s`: a user, where the app is, and from which second of a call on. */
export const userFromWords = (text: string): UserWords => {
  const cut = text.lastIndexOf('=');
  if (cut < 0) return { exists: text };
  const name = text.slice(0, cut).trim();
  const [, word = '', at] = STATE_WORDS.exec(text.slice(cut + 1)) ?? [];
  const state = USER_STATES.find((one) => one === word);
  if (name === '') return { problem: 'Write who: alice, or alice=offline' };
  if (state === undefined) {
    const meant = didYouMean(word, USER_STATES) ?? 'it is foreground, background or offline';
    return { problem: `"${word}" is no state of an app: ${meant}` };
  }
  return at === undefined ? { exists: { name, state } } : { moves: { user: name, state, at: Number(at) } };
};
