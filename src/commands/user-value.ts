import { InvalidArgumentError } from '../commander.ts';
import type { GivenUser } from '../emulator/user-state.ts';
import { type UserWords, userFromWords } from '../emulator/user-words.ts';

/** A user that was typed and makes sense. */
export type TypedUser = Exclude<UserWords, { readonly problem: string }>;

/** `alice`, `alice=offline` with where the app is, or `alice=offline@4s` from a second of the call on; for commander. */
export const timedUserValue = (text: string, before: readonly TypedUser[] = []): readonly TypedUser[] => {
  const user = userFromWords(text);
  if ('problem' in user) throw new InvalidArgumentError(user.problem);
  return [...before, user];
};

/** `alice`, or `alice=offline` with where the app is; for commander, which hands in those before. */
export const userValue = (text: string, before: readonly GivenUser[] = []): readonly GivenUser[] => {
  const user = userFromWords(text);
  if ('exists' in user) return [...before, user.exists];
  throw new InvalidArgumentError(
    'problem' in user
      ? user.problem
      : `A time counts from the beginning of a call: write it in call --user ${text}, or in a scenario`,
  );
};
