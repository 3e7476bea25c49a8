import type { Flow } from '../flow.ts';
import type { Sieve } from '../recorded/sieve.ts';
import { warningsOf } from '../recorded/watch.ts';
import { type Matchable, matchableOf, matchableOfPulled } from './matchable.ts';
import type { Filter } from './read-filter.ts';

/**
 * Calls in which each term holds for some exchange or pulled event, and a forbidden one for none. What is missing counts as a
 * problem.
 */
export const flowSieve = (filter: Filter): Sieve => {
  /** By call: which terms held for some exchange. */
  const seen = new Map<string, boolean[]>();
  const see = (one: Matchable, { id }: Flow): void => {
    const held = seen.get(id) ?? filter.map(() => false);
    seen.set(
      id,
      filter.map((term, at) => held[at] === true || term.matches(one)),
    );
  };
  return {
    see({ exchange }, flow) {
      if (flow) see(matchableOf(exchange, flow.id), flow);
    },
    seePulled(event, flow) {
      if (flow) see(matchableOfPulled(event, flow.id), flow);
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
