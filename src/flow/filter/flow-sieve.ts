import type { Exchange } from '../exchange.ts';
import type { Flow } from '../flow.ts';
import { type Watch, warningsOf } from '../recorded/watch.ts';
import { matchableOf } from './matchable.ts';
import type { Filter } from './read-filter.ts';

/** Finds the calls that are asked for while their exchanges go by. */
export interface FlowSieve {
  see(flow: Flow, exchange: Exchange): void;
  /** Each term held for some exchange of the call, and a forbidden one for none. What is missing counts as a problem. */
  passes(flow: Flow, watch: Watch | undefined): boolean;
}

export const flowSieve = (filter: Filter): FlowSieve => {
  /** By call: which terms held for some exchange. */
  const seen = new Map<string, boolean[]>();
  return {
    see(flow, exchange) {
      if (filter.length === 0) return;
      const one = matchableOf(exchange, flow.id);
      const held = seen.get(flow.id) ?? filter.map(() => false);
      seen.set(
        flow.id,
        filter.map((term, at) => held[at] === true || term.matches(one)),
      );
    },
    passes: (flow, watch) =>
      filter.every(({ isForbidden, asksForProblems }, at) => {
        const isMissing = asksForProblems && watch !== undefined && warningsOf(flow, watch).length > 0;
        return (seen.get(flow.id)?.[at] === true || isMissing) !== isForbidden;
      }),
  };
};
