import { isLive } from './leg-state.ts';
import { endLeg } from './legs.ts';
import { leaveConversation } from './move.ts';
import { type Call, type Leg, rootLeg } from './platform.ts';
import { stopRecordings } from './recordings.ts';
import type { Task } from './task.ts';
import { cancelAll, type Turn } from './turn.ts';

/**
 * The bills of legs that ended before still come, the files of what was recorded, events that were held back, and the
 * end of what is announced to a conversation in which others may be.
 */
const COMES_AFTERWARDS: ReadonlySet<Task['do']> = new Set([
  'bill',
  'recording-ready',
  'transcript-ready',
  'send',
  'announcement-over',
]);

/**
 * Ends a call: the caller's leg by whoever hung up, the legs that it caused by the platform; one that still rang is
 * `cancelled` (voice-webhooks.md §4.2). Does nothing when the call is over.
 */
export const hangUpCall = (turn: Turn, call: Call, by: 'platform' | 'user'): void => {
  if (call.over) return;
  call.over = true;
  for (const leg of call.legs) leg.performance = undefined;
  cancelAll(turn, call, (task) => !COMES_AFTERWARDS.has(task.do));
  stopRecordings(turn, call);
  const caller = rootLeg(call);
  for (const leg of call.legs) {
    if (isLive(leg)) endOne(turn, call, leg, leg === caller ? by : 'platform');
  }
  leaveConversation(turn, call);
};

const endOne = (turn: Turn, call: Call, leg: Leg, by: 'platform' | 'user'): void => {
  const cancelled = leg.direction === 'outbound' && leg.answeredAt === undefined;
  endLeg(turn, call, leg, cancelled ? { status: 'cancelled' } : { status: 'completed', by });
};
