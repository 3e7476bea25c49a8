import type { Leaving } from '../guests.ts';
import { hangUpCall } from '../hang-up.ts';
import { isLive } from '../leg-state.ts';
import { liveOn } from '../live-on.ts';
import type { Call, Leg } from '../platform.ts';
import { schedule, type Turn } from '../turn.ts';

/** The person at a leg that rings takes the call in their app. */
export const answerInApp = (turn: Turn, call: Call, leg: Leg): void => {
  if (leg.answeredAt === undefined) liveOn(turn, call, leg, 'answer');
};

/** The SDK has to have the reply to its own turning down before the events of it, or it takes that for another device's. */
const REFUSES_AFTER_MS = 150;

/**
 * The person at a leg hangs up in their app, or turns the call down while it rings; the SDK says why in its `reason_code`
 * (client-sdk.md §4).
 */
export const leaveInApp = (turn: Turn, call: Call, leg: Leg, leaving: Leaving | undefined): void => {
  if (!isLive(leg)) return;
  if (leg.app && leaving) leg.app.leaving = leaving;
  if (leg.direction === 'inbound') hangUpCall(turn, call, 'user');
  else if (leg.answeredAt !== undefined) liveOn(turn, call, leg, 'hang-up');
  else schedule(turn, call, REFUSES_AFTER_MS, { do: 'callee', leg: leg.uuid, what: 'reject' });
};
