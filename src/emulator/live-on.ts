import { liveCallee } from './callee.ts';
import { followCallee } from './follow-callee.ts';
import { calleeEnded } from './perform.ts';
import type { Call, Leg } from './platform.ts';
import type { CalleeTask } from './task.ts';
import type { Turn } from './turn.ts';

/** The next thing in a callee's life, and what it means to the others. */
export const liveOn = (turn: Turn, call: Call, leg: Leg, what: CalleeTask): void => {
  calleeEnded(turn, call, liveCallee(turn, call, leg, what));
  followCallee(turn, call, leg);
};
