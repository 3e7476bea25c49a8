import type { Flow, Leg } from '../flow.ts';

/** The leg that a call began with. */
export const rootLeg = (flow: Flow): Leg | undefined =>
  flow.legs.get(flow.id) ?? flow.legs.values().next().value;

/** How a call ended, as its first leg tells: `completed`, `busy`, or the last that was heard of it; undefined when nothing was. */
export const endOf = (flow: Flow): string | undefined => rootLeg(flow)?.status;
