import { InvalidArgumentError } from '../commander.ts';
import { type GivenUser, USER_STATES } from '../emulator/user-state.ts';
import { didYouMean } from '../text/did-you-mean.ts';

/** `alice`, or `alice=offline` with where the app is; for commander, which hands in those before. */
export const userValue = (text: string, before: readonly GivenUser[] = []): readonly GivenUser[] => {
  const cut = text.lastIndexOf('=');
  if (cut < 0) return [...before, text];
  const name = text.slice(0, cut).trim();
  const word = text.slice(cut + 1).trim();
  const state = USER_STATES.find((one) => one === word);
  if (name === '') throw new InvalidArgumentError('Write who: alice, or alice=offline');
  if (state === undefined) {
    throw new InvalidArgumentError(
      `"${word}" is no state of an app: ${didYouMean(word, USER_STATES) ?? 'it is foreground, background or offline'}`,
    );
  }
  return [...before, { name, state }];
};
