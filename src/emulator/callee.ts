import { SYNCHRONOUS_CONNECT_STATUSES } from '../vonage/call-status.ts';
import { isLive } from './leg-state.ts';
import { answerLeg, endLeg, type LegEnd, type NewLeg, ringLeg, startLeg } from './legs.ts';
import { invite } from './members.ts';
import { type Call, type Leg, rootLeg } from './platform.ts';
import { type CalleeScript, DEFAULT_CALLEE } from './script.ts';
import type { CalleeTask } from './task.ts';
import { schedule, type Turn } from './turn.ts';

/** From dialling to the first ring, in milliseconds (ours; rtc-events.md §4.1's samples are alike). */
const SET_UP_MS = 300;

export type Callee = Omit<NewLeg, 'direction'> & {
  /** False when the network refuses the call at once. */
  readonly reachable: boolean;
};

/** Dials out of the conversation: `started` now, and the rest as the callee's script says. */
export const callOut = (turn: Turn, call: Call, callee: Callee): Leg => {
  const leg = startLeg(turn, call, { ...callee, direction: 'outbound' });
  const first: CalleeTask = !callee.reachable
    ? 'fail'
    : scriptOf(call, leg).does === 'busy'
      ? 'busy'
      : 'ring';
  if (leg.channel === 'app' && first === 'ring') invite(turn, call, leg);
  soon(turn, call, leg, first, SET_UP_MS);
  return leg;
};

const scriptOf = (call: Call, leg: Leg): CalleeScript => call.caller.callees?.[leg.to] ?? DEFAULT_CALLEE;

const soon = (turn: Turn, call: Call, leg: Leg, what: CalleeTask, delay: number): void => {
  schedule(turn, call, delay, { do: 'callee', leg: leg.uuid, what });
};

/** What became of a leg, for the action that called it: `awaitReply` when the webhook of its end may bring an NCCO. */
export type CalleeNews = { readonly ended: Leg; readonly awaitReply: boolean } | undefined;

/** Does the next thing in a callee's life. */
export const liveCallee = (turn: Turn, call: Call, leg: Leg, what: CalleeTask): CalleeNews => {
  if (!isLive(leg)) return undefined;
  if (what === 'ring') return ring(turn, call, leg);
  if (what === 'answer') return pickUp(turn, call, leg);
  // A leg that was answered has no ringing time-out left; one that rings cannot be hung up.
  if ((leg.answeredAt !== undefined) !== (what === 'hang-up' || what === 'limit')) return undefined;
  return end(turn, call, leg, ENDS[what]);
};

const ENDS: Readonly<Record<Exclude<CalleeTask, 'ring' | 'answer'>, LegEnd>> = {
  busy: { status: 'busy' },
  fail: { status: 'failed', detail: 'cannot_route' },
  reject: { status: 'rejected', detail: 'declined' },
  unanswered: { status: 'unanswered', detail: 'unavailable' },
  'time-out': { status: 'timeout' },
  'hang-up': { status: 'completed', by: 'user' },
  limit: { status: 'completed', by: 'platform' },
};

const ring = (turn: Turn, call: Call, leg: Leg): undefined => {
  ringLeg(turn, call, leg);
  const running = call.performance?.running;
  if (running?.is === 'connect') soon(turn, call, leg, 'time-out', running.timeoutMs);
  const script = scriptOf(call, leg);
  if (script.does === 'answer' || script.does === 'reject' || script.does === 'unanswered') {
    soon(turn, call, leg, script.does, script.afterSeconds * 1000);
  }
};

const pickUp = (turn: Turn, call: Call, leg: Leg): undefined => {
  answerLeg(turn, call, leg);
  // The caller's leg is answered through, only now (rtc-events.md §5, DOC18).
  if (rootLeg(call).answeredAt === undefined) answerLeg(turn, call, rootLeg(call));
  const running = call.performance?.running;
  if (running?.is === 'connect') soon(turn, call, leg, 'limit', running.limitMs);
  const script = scriptOf(call, leg);
  if (script.does === 'answer') soon(turn, call, leg, 'hang-up', script.hangUpAfterSeconds * 1000);
};

const end = (turn: Turn, call: Call, leg: Leg, how: LegEnd): CalleeNews => {
  const running = call.performance?.running;
  const mayReply = leg.synchronous && running !== undefined && SYNCHRONOUS_CONNECT_STATUSES.has(how.status);
  const reported = endLeg(turn, call, leg, {
    ...how,
    ...(mayReply && { purpose: { for: 'action', action: running.serial } as const }),
  });
  return { ended: leg, awaitReply: mayReply && reported };
};
