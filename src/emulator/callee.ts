import { SYNCHRONOUS_CONNECT_STATUSES } from '../vonage/call-status.ts';
import { answerFields } from './answer-fields.ts';
import { hasApp } from './client/app-of-user.ts';
import type { Dialling } from './dialling.ts';
import { isLive } from './leg-state.ts';
import {
  admitLeg,
  answerLeg,
  endLeg,
  type LegEnd,
  type NewLeg,
  pickUpLeg,
  ringLeg,
  startLeg,
} from './legs.ts';
import { beginDetection, detect, reportBeep } from './machine-detection.ts';
import { invite } from './members.ts';
import { beginTimedReactions, reactionsOf } from './person.ts';
import { type Call, type Leg, type LegOfApp, legOfCall, rootLeg } from './platform.ts';
import { type Answering, type CalleeScript, REACTS_AFTER_SECONDS, STAYS_SECONDS } from './script.ts';
import { scriptOf } from './script-for.ts';
import { askAnswer } from './send.ts';
import { dialSocket } from './socket/dial-socket.ts';
import type { CalleeTask } from './task.ts';
import { cancelAll, note, schedule, type Turn } from './turn.ts';
import { stateOfUser } from './user-state.ts';

/** From dialling to the first ring, in milliseconds (ours; rtc-events.md §4.1's samples are alike). */
const SET_UP_MS = 300;

export type Callee = Omit<NewLeg, 'direction' | 'reactions' | 'app'> & {
  readonly dialling: Dialling;
  /** False when the network refuses the call at once. */
  readonly reachable: boolean;
};

/** Dials out of the conversation: `started` now, and the rest as the callee's script says. */
export const callOut = (turn: Turn, call: Call, callee: Callee): Leg => {
  const app = appOf(turn, callee);
  const script = scriptOf(call, { app, to: callee.to });
  const leg = startLeg(turn, call, {
    app,
    direction: 'outbound',
    reactions: script.does === 'answer' ? reactionsOf(script) : [],
    ...callee,
  });
  const first = firstOf(leg, callee.reachable, script, isOffline(turn, leg));
  // Who is offline is invited all the same: the conversation's history tells them later.
  if (leg.channel === 'app' && (first === 'ring' || first === 'unanswered')) invite(turn, call, leg);
  const delay =
    script.does === 'fail' && first === 'fail' && callee.reachable ? (script.afterSeconds ?? 0) * 1000 : 0;
  soon(turn, call, leg, first, Math.max(SET_UP_MS, delay));
  return leg;
};

const isOffline = ({ platform }: Turn, { channel, member }: Leg): boolean =>
  channel === 'app' && stateOfUser(platform, member.user.id) === 'offline';

/** A user who was logged in by the Client SDK has a real app, which decides for itself. */
const appOf = ({ platform }: Turn, { channel, user }: Callee): LegOfApp | undefined =>
  channel === 'app' && user !== undefined && hasApp(platform, user.id) ? { session: undefined } : undefined;

const firstOf = (
  { channel }: Leg,
  reachable: boolean,
  { does }: CalleeScript,
  offline: boolean,
): CalleeTask => {
  if (!reachable) return 'fail';
  // Nothing rings where no app runs: unreachable, as voice-webhooks.md §4.2 words it (which status is U).
  if (offline) return 'unanswered';
  if (channel === 'websocket') return firstOfSocket(does);
  return does === 'busy' || does === 'fail' ? does : 'ring';
};

/** A script may rehearse that the WebSocket cannot be opened; otherwise the server itself decides. */
const firstOfSocket = (does: CalleeScript['does']): CalleeTask => {
  if (does === 'answer') return 'dial';
  return does === 'unanswered' || does === 'ignore' ? 'unanswered' : 'fail';
};

const soon = (turn: Turn, call: Call, leg: Leg, what: CalleeTask, delay: number): void => {
  schedule(turn, call, delay, { do: 'callee', leg: leg.uuid, what });
};

/** What became of a leg, for the action that called it: `awaitReply` when the webhook of its end may bring an NCCO. */
export type CalleeNews = { readonly ended: Leg; readonly awaitReply: boolean } | undefined;

/** Does the next thing in a callee's life. */
export const liveCallee = (turn: Turn, call: Call, leg: Leg, what: CalleeTask): CalleeNews => {
  if (!isLive(leg)) return undefined;
  const script = scriptOf(call, leg);
  switch (what) {
    case 'ring':
      ring(turn, call, leg, script);
      return undefined;
    case 'dial':
      dialSocket(turn, call, leg);
      return undefined;
    case 'answer':
      // Whose app went away while it rang cannot take the call, which rings on.
      if (!isOffline(turn, leg)) pickUp(turn, call, leg, script);
      return undefined;
    case 'detected':
      return script.does === 'answer' && detect(turn, call, leg, script)
        ? endCallee(turn, call, leg, { status: 'completed', by: 'platform' })
        : undefined;
    case 'beep':
    case 'beep-time-out':
      reportBeep(turn, call, leg, what === 'beep' ? 'beep_start' : 'beep_timeout');
      return undefined;
    default:
      // A real app that turned it down may have logged out since.
      if (what === 'reject' && leg.app === undefined && isOffline(turn, leg)) return undefined;
      // A leg that was answered has no ringing time-out left; one that rings cannot be hung up.
      if ((leg.answeredAt !== undefined) !== (what === 'hang-up' || what === 'limit')) return undefined;
      return endCallee(turn, call, leg, endOf(what, script));
  }
};

const endOf = (
  what: Exclude<CalleeTask, 'ring' | 'dial' | 'answer' | 'detected' | 'beep' | 'beep-time-out'>,
  script: CalleeScript,
): LegEnd => {
  const sipCode = 'sipCode' in script && script.sipCode !== undefined ? { sipCode: script.sipCode } : {};
  const detail = 'detail' in script && script.does === what ? script.detail : undefined;
  switch (what) {
    case 'busy':
      return { status: 'busy', ...sipCode };
    case 'fail':
      return { status: 'failed', detail: detail ?? 'cannot_route', ...sipCode };
    case 'reject':
      return { status: 'rejected', detail: detail ?? 'declined', ...sipCode };
    case 'unanswered':
      return { status: 'unanswered', detail: detail ?? 'unavailable', ...sipCode };
    case 'time-out':
      return { status: 'timeout' };
    case 'hang-up':
      return { status: 'completed', by: 'user' };
    case 'limit':
      return { status: 'completed', by: 'platform' };
    default:
      return what satisfies never;
  }
};

const ring = (turn: Turn, call: Call, leg: Leg, script: CalleeScript): void => {
  ringLeg(turn, call, leg);
  if (leg.dialling) soon(turn, call, leg, 'time-out', leg.dialling.timeoutMs);
  if (script.does === 'answer' || script.does === 'reject' || script.does === 'unanswered') {
    soon(turn, call, leg, script.does, (script.afterSeconds ?? REACTS_AFTER_SECONDS) * 1000);
  }
};

const pickUp = (turn: Turn, call: Call, leg: Leg, script: CalleeScript): void => {
  cancelAll(turn, call, (task) => task.do === 'callee' && task.leg === leg.uuid);
  pickUpLeg(turn, call, leg);
  const { dialling } = leg;
  if (dialling?.onAnswer) askOnAnswer(turn, call, leg, dialling);
  else joinCallee(turn, call, leg);
  if (dialling?.dtmfAnswer) {
    const { id } = call.conversation;
    note(turn, { name: 'keys-sent', leg: leg.uuid, conversation: id, keys: dialling.dtmfAnswer });
  }
  if (dialling) soon(turn, call, leg, 'limit', dialling.limitMs);
  beginDetection(turn, call, leg);
  beginTimedReactions(turn, call, leg);
  const stays = script.does === 'answer' ? staysMs(script, leg === rootLeg(call)) : undefined;
  if (stays !== undefined) soon(turn, call, leg, 'hang-up', stays);
};

/** Who was called for their own sake stays until the NCCO is over, as a caller does. */
const staysMs = ({ as = 'human', hangUpAfterSeconds }: Answering, isRoot: boolean): number | undefined => {
  const seconds = hangUpAfterSeconds ?? (isRoot ? undefined : STAYS_SECONDS[as]);
  return seconds === undefined ? undefined : seconds * 1000;
};

/** Asks for the NCCO that the called party hears first (ncco.md §4.1): an answer webhook of its leg. */
const askOnAnswer = (turn: Turn, call: Call, leg: Leg, { onAnswer }: Dialling): void => {
  askAnswer(turn, call, {
    kind: 'answer',
    leg,
    target: onAnswer,
    fields: answerFields(turn.platform, call, leg),
    purpose: { for: 'answer' },
  });
};

/** The called party enters the conversation, and the leg that called is answered through (rtc-events.md §5, DOC18). */
export const joinCallee = (turn: Turn, call: Call, leg: Leg): void => {
  admitLeg(turn, call, leg);
  const caller = leg.dialling && legOfCall(call, leg.dialling.by);
  if (caller && caller.answeredAt === undefined) answerLeg(turn, call, caller);
};

/** Ends a called leg and what it called itself, and tells what the action that dialled it is to know. */
export const endCallee = (turn: Turn, call: Call, leg: Leg, how: LegEnd): CalleeNews => {
  const { dialling } = leg;
  const mayReply = dialling?.synchronous === true && SYNCHRONOUS_CONNECT_STATUSES.has(how.status);
  const called = leg.performance?.running?.is === 'connect' ? leg.performance.running.leg : undefined;
  leg.performance = undefined;
  cancelAll(turn, call, (task) => 'leg' in task && task.leg === leg.uuid && task.do !== 'bill');
  const reported = endLeg(turn, call, leg, {
    ...(leg.channel === 'websocket' ? asSocketEnd(leg, how) : how),
    ...(mayReply && { purpose: { for: 'action', action: dialling.action } as const }),
  });
  const orphan = called === undefined ? undefined : legOfCall(call, called);
  if (orphan && isLive(orphan)) endCallee(turn, call, orphan, endByPlatform(orphan));
  return { ended: leg, awaitReply: mayReply && reported };
};

/** That a WebSocket cannot be opened is told with `synchronous` alone (ncco.md §4, S), and without a detail (§4.3's sample). */
const asSocketEnd = (leg: Leg, { detail: _detail, ...how }: LegEnd): LegEnd => {
  const failed = leg.answeredAt === undefined && how.status !== 'cancelled';
  return { ...how, unreported: failed && isDialledByConnect(leg) && leg.dialling?.synchronous === false };
};

/** False for a call that the Voice API made: it is by nobody. */
export const isDialledByConnect = ({ uuid, dialling }: Leg): boolean =>
  dialling !== undefined && dialling.by !== uuid;

/** How a leg ends that the platform ends: one that still rang is `cancelled` (voice-webhooks.md §4.2). */
export const endByPlatform = (leg: Leg): LegEnd =>
  leg.direction === 'outbound' && leg.answeredAt === undefined
    ? { status: 'cancelled' }
    : { status: 'completed', by: 'platform' };
