import type { Exchange } from '../exchange.ts';
import { factsOf } from '../exchange-facts.ts';
import type { Flow } from '../flow.ts';

/** Who is called, and by whom, as events tell it that are about something else: an input, what an RTC event says of its leg. */
export interface Heard {
  from: string | undefined;
  to: string | undefined;
}

/** Learns it from an exchange of the call's first leg; an app leg that it connects to has other parties. */
export const hearParties = (heard: Map<Flow, Heard>, flow: Flow, exchange: Exchange): void => {
  if (flow.from !== undefined && flow.to !== undefined) return;
  const { from, to, leg } = factsOf(exchange);
  if (leg !== flow.id || (from === undefined && to === undefined)) return;
  const known = heard.get(flow) ?? { from: undefined, to: undefined };
  known.from ??= from;
  known.to ??= to;
  heard.set(flow, known);
};

/** Fills in what no answer webhook and no status has told in the end: of a call whose beginning nobody listened to. */
export const settleParties = (heard: ReadonlyMap<Flow, Heard>): void => {
  for (const [flow, { from, to }] of heard) {
    flow.from ??= from;
    flow.to ??= to;
  }
};
