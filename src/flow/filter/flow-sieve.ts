import type { Sieve } from '../recorded/sieve.ts';
import { warningsOf } from '../recorded/watch.ts';
import { matchableOf } from './matchable.ts';
import type { Filter } from './read-filter.ts';

/** Calls in which each term holds for some exchange, and a forbidden one for none. What is missing counts as a problem. */
export const flowSieve = (filter: Filter): Sieve => {
  /** By call: which terms held for some exchange. */
  const seen = new Map<string, boolean[]>();
  return {
    see({ exchange }, flow) {
      if (flow === undefined) return;
      const one = matchableOf(exchange, flow.id);
      const held = seen.get(flow.id) ?? filter.map(() => false);
      seen.set(
        flow.id,
        filter.map((term, at) => held[at] === true || term.matches(one)),
      );
    },
    passes: (flow, { watches }, isRunning) => {
      const watch = watches.get(flow.id);
      return filter.every(({ isForbidden, asksForProblems }, at) => {
        const isMissing =
          asksForProblems && watch !== undefined && warningsOf(flow, watch, isRunning).length > 0;
        return (seen.get(flow.id)?.[at] === true || isMissing) !== isForbidden;
      });
    },
  };
};
