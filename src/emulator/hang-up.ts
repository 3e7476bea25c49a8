import { isLive } from './leg-state.ts';
import { endLeg } from './legs.ts';
import { type Call, type Leg, rootLeg } from './platform.ts';
import { cancelAll, type Turn } from './turn.ts';

/**
 * Ends a call: the caller's leg by whoever hung up, the legs that it caused by the platform; one that still rang is
 * `cancelled` (voice-webhooks.md §4.2). Does nothing when the call is over.
 */
export const hangUpCall = (turn: Turn, call: Call, by: 'platform' | 'user'): void => {
  if (call.over) return;
  call.over = true;
  for (const leg of call.legs) leg.performance = undefined;
  // Only the bills of legs that ended before still come.
  cancelAll(turn, call, (task) => task.do !== 'bill');
  const caller = rootLeg(call);
  for (const leg of call.legs) {
    if (isLive(leg)) endOne(turn, call, leg, leg === caller ? by : 'platform');
  }
};

const endOne = (turn: Turn, call: Call, leg: Leg, by: 'platform' | 'user'): void => {
  const cancelled = leg.direction === 'outbound' && leg.answeredAt === undefined;
  endLeg(turn, call, leg, cancelled ? { status: 'cancelled' } : { status: 'completed', by });
};
