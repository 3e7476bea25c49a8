import { ACTIONS, defaultOf } from '../../vonage/ncco.ts';
import { schedule } from '../turn.ts';
import type { Perform } from './perform.ts';

/** Seconds; values outside the bounds are clamped, not refused (ncco.md §11, S). */
const secondsOf = (timeout: number = defaultOf('wait', 'timeout')): number => {
  const { min, max } = ACTIONS.wait.options.timeout.value;
  return Math.min(max, Math.max(min, timeout));
};

/** Does nothing for a while. Whether it answers the call is not documented: here it does not (U). */
export const wait: Perform<'wait'> = {
  needsMedia: false,
  summary: ({ timeout }) => `${secondsOf(timeout)} s`,
  begin: ({ turn, call, leg, performance, serial }, { timeout }) => {
    schedule(turn, call, secondsOf(timeout) * 1000, { do: 'action-time-up', leg: leg.uuid });
    performance.running = { serial, is: 'wait' };
    return 'waiting';
  },
  on: { timeUp: () => 'done' },
};
