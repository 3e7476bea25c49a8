import type { ExchangeFacts } from '../flow/exchange-facts.ts';
import { mirrorsVoice } from '../flow/mirrors-voice.ts';

/** Counts RTC events that say nothing new, per call. */
export interface Fold {
  /** True when the event was folded away: it counts instead of getting a line. With `needsLine` it never is. */
  takes(facts: ExchangeFacts, flow: string, needsLine: boolean): boolean;
  /** How many were folded for the flow since the last time, and forgets them. */
  release(flow: string): number;
  /** The flows that still have folded events. */
  waiting(): readonly string[];
}

/** Legs that are remembered: those of hundreds of calls; memory stays flat. */
const REMEMBERED_LEGS = 2000;

/** A leg of which no voice event was seen keeps its RTC events: then they are the only witnesses. */
export const fold = (): Fold => {
  const voiced = new Set<string>();
  const counts = new Map<string, number>();
  return {
    takes(facts, flow, needsLine) {
      const { leg } = facts;
      if (leg === undefined) return false;
      if (facts.step !== '5b') {
        voiced.add(leg);
        if (voiced.size > REMEMBERED_LEGS) voiced.delete(voiced.keys().next().value ?? leg);
        return false;
      }
      if (needsLine || !mirrorsVoice(facts.event ?? '') || !voiced.has(leg)) return false;
      counts.set(flow, (counts.get(flow) ?? 0) + 1);
      return true;
    },
    release(flow) {
      const count = counts.get(flow) ?? 0;
      counts.delete(flow);
      return count;
    },
    waiting: () => [...counts.keys()],
  };
};
