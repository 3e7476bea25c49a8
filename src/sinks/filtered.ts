import { type Matchable, matchableOf } from '../flow/filter/matchable.ts';
import { type Filter, passes } from '../flow/filter/read-filter.ts';
import type { Flow } from '../flow/flow.ts';
import type { Notice, PlatformNotice } from '../flow/notice.ts';
import type { Sink } from './sink.ts';

/** Calls that are remembered as having passed; memory stays flat. */
const REMEMBERED = 4000;

/**
 * Lets through what is asked for: exchanges, what an emulator tells, and of the rest what belongs to a call that had any.
 * What the program says of itself always passes. The filter may become another one at any time; without one all passes.
 */
export const filtered = (sink: Sink, current: () => Filter | undefined): Sink => {
  const flows = new Set<string>();
  const remember = (flow: Flow | undefined): void => {
    if (flow === undefined) return;
    flows.add(flow.id);
    if (flows.size > REMEMBERED) flows.delete(flows.keys().next().value ?? '');
  };
  const isWanted = (notice: Notice): boolean => {
    const filter = current();
    if (filter === undefined) {
      if (notice.type === 'exchange') remember(notice.flow);
      return true;
    }
    switch (notice.type) {
      case 'exchange': {
        const isPassing = passes(filter, matchableOf(notice.exchange, notice.flow?.id));
        if (isPassing) remember(notice.flow);
        return isPassing;
      }
      case 'platform':
        return passes(filter, toldOf(notice));
      case 'flow-ended':
      case 'socket':
      case 'late-reply':
        return notice.flow !== undefined && flows.has(notice.flow.id);
      default:
        return true;
    }
  };
  return {
    ...sink,
    note: (notice) => {
      if (isWanted(notice)) sink.note(notice);
    },
  };
};

const toldOf = ({ event }: PlatformNotice): Matchable => ({
  kind: event.name,
  status: 'status' in event && typeof event.status === 'string' ? event.status : undefined,
  event: 'event' in event ? event.event : undefined,
  flow: 'call' in event ? event.call : undefined,
  leg: 'leg' in event ? event.leg : undefined,
  conversation: event.conversation,
  from: event.name === 'call-placed' || event.name === 'leg-status' ? event.from : undefined,
  to: event.name === 'call-placed' || event.name === 'leg-status' ? event.to : undefined,
  direction: 'direction' in event ? event.direction : undefined,
  step: undefined,
  slot: undefined,
  path: '',
  reply: '',
  by: '',
  ncco: undefined,
  signature: '',
  isProblem:
    ('failure' in event && event.failure !== undefined) ||
    ('problem' in event && event.problem !== undefined),
});
