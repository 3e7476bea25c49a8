import type { Functions, FunctionsFor } from './hooks.ts';
import type { Visitor } from './rule.ts';

/** The rules about the order of actions that have to do with one word: an option, or an action. */
export interface Sequence {
  readonly functions: Functions<`ncco with ${string}`>;
  /** The word stands in the NCCO at which the walk is. */
  isMet: boolean;
}

const MOMENT = 'ncco with ';

/**
 * Most NCCOs have nothing to do with most rules about the order of actions. So the meeting of a word is noted by one
 * more function for its option or action, and those rules are called when the list is over.
 */
export const markSequences = (
  visitors: readonly Visitor[],
  functionsFor: FunctionsFor,
): { readonly sequences: readonly Sequence[]; readonly functionsFor: FunctionsFor } => {
  const sequences = new Map<string, Sequence>();
  for (const moment of visitors.flatMap(Object.keys)) {
    if (!moment.startsWith(MOMENT)) continue;
    const word = moment.slice(MOMENT.length);
    sequences.set(word, { functions: functionsFor(`ncco with ${word}`), isMet: false });
  }
  return {
    sequences: [...sequences.values()],
    functionsFor: (moment) => {
      const functions = functionsFor(moment);
      // `option talk.loop`, `action record`
      const sequence = sequences.get(/^(?:option \w+\.|action )(.+)$/.exec(moment)?.[1] ?? '');
      if (!sequence) return functions;
      const note = (): void => {
        sequence.isMet = true;
      };
      return [...functions, note] as typeof functions;
    },
  };
};
