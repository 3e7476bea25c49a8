import { InvalidArgumentError } from '../commander.ts';
import type { Reaction } from '../emulator/script.ts';
import { keysReaction, speechReaction } from '../emulator/timed-words.ts';
import { pressValue } from './option-values.ts';

/** One thing that the caller does, and its place among all that was typed. */
export interface Typed {
  readonly place: number;
  readonly reaction: Reaction;
}

/**
 * Readers of `--press` and `--say` for one command line. They share a count, because what a prompt gets that listens to
 * both is whichever was typed first.
 */
export const reactionReaders = () => {
  let place = 0;
  const typed = (reaction: Reaction): Typed => {
    place += 1;
    return { place, reaction };
  };
  return {
    press: (text: string, before: readonly Typed[] = []): readonly Typed[] => [
      ...before,
      ...pressValue(text).map((keys) => typed(keysReaction(keys))),
    ],
    say: (text: string, before: readonly Typed[] = []): readonly Typed[] => {
      if (text.trim() === '') throw new InvalidArgumentError('Write what the caller says: --say "billing"');
      return [...before, typed(speechReaction(text))];
    },
  };
};

/** What the caller does, in the order in which it was typed; undefined when nothing was. */
export const reactionsTyped = ({
  press = [],
  say = [],
}: {
  readonly press?: readonly Typed[];
  readonly say?: readonly Typed[];
}): readonly Reaction[] | undefined => {
  const all = [...press, ...say].sort((one, other) => one.place - other.place);
  return all.length === 0 ? undefined : all.map(({ reaction }) => reaction);
};
