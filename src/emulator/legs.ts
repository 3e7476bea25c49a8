import type { CallStatus, Direction } from '../vonage/call-status.ts';
import type { JsonObject } from '../vonage/json.ts';
import type { Dialling } from './dialling.ts';
import { keepLeg } from './keep-leg.ts';
import { showLegStatus, signalHangup, signalLeg } from './leg-events.ts';
import { join, leave, openMedia } from './members.ts';
import type { Call, ChannelType, EventTarget, Leg, LegOfApp, User } from './platform.ts';
import { nextHex32, nextUuid } from './random.ts';
import type { Purpose } from './request.ts';
import type { Reaction } from './script.ts';
import type { SocketEndpoint } from './socket/socket-effect.ts';
import { schedule, type Turn } from './turn.ts';
import { reportStatus } from './voice-events.ts';

/** From a leg's end to its billing events (rtc-events.md §5: "later"; the time is ours). */
const BILL_DELAY_MS = 1000;

export interface NewLeg {
  readonly direction: Direction;
  readonly channel: ChannelType;
  readonly from: string;
  readonly to: string;
  /** The Client SDK user; phones get a system user. */
  readonly user?: User;
  readonly events?: EventTarget | undefined;
  readonly dialling?: Dialling;
  readonly headers?: JsonObject;
  /** Of a WebSocket. */
  readonly socket?: SocketEndpoint;
  /** Of a real app. */
  readonly app?: LegOfApp | undefined;
  /** What the person there will do. */
  readonly reactions: Reaction[];
}

/** Creates a leg in the call's conversation and reports `started`. */
export const startLeg = (turn: Turn, call: Call, wanted: NewLeg): Leg => {
  const isCaller = wanted.direction === 'inbound';
  const leg: Leg = {
    uuid: call.legs.length === 0 ? call.id : nextUuid(call.random),
    number: Math.max(0, ...call.legs.map(({ number }) => number)) + 1,
    direction: wanted.direction,
    channel: wanted.channel,
    from: wanted.from,
    to: wanted.to,
    member: {
      id: `MEM-${nextUuid(call.random)}`,
      user: wanted.user ?? systemUser(call, isCaller),
      invitedAt: turn.at,
      joinedAt: undefined,
      state: 'none',
    },
    createdAt: turn.at,
    events: wanted.events,
    dialling: wanted.dialling,
    headers: wanted.headers,
    socket: wanted.socket,
    onSocket: false,
    app: wanted.app,
    isHeardOf: false,
    status: 'started',
    history: [],
    answeredAt: undefined,
    endedAt: undefined,
    sequence: 0,
    performance: undefined,
    keyListener: undefined,
    keyTarget: undefined,
    beside: {},
    muted: false,
    earmuffed: false,
    lastChannel: undefined,
    reactions: wanted.reactions,
    timed: [],
    rounds: undefined,
  };
  call.legs.push(leg);
  turn.platform.legs.set(leg.uuid, call);
  changeStatus(turn, call, leg, 'started');
  reportStatus(turn, call, leg, 'started');
  return leg;
};

/** The platform makes users for phones: `NAM-…` for callers, `vapi-user-…` for legs that it dials (rtc-events.md §1). */
const systemUser = (call: Call, isCaller: boolean): User => ({
  id: `USR-${nextUuid(call.random)}`,
  name: isCaller ? `NAM-${nextUuid(call.random)}` : `vapi-user-${nextHex32(call.random)}`,
});

const changeStatus = (turn: Turn, call: Call, leg: Leg, status: CallStatus): void => {
  leg.status = status;
  leg.history.push({
    status: RTC_STATUS[status] ?? status,
    at: turn.at,
    member: leg.member.id,
    conversation: call.conversation.id,
  });
  keepLeg(turn, call, leg);
};

/** A leg's status has fewer words in RTC events (rtc-events.md §1.2); `unanswered` is a failure there (our choice). */
const RTC_STATUS: Partial<Record<CallStatus, string>> = { unanswered: 'failed' };

/** It rings. App legs raise no `ringing` webhook (voice-webhooks.md §4.4), and an inbound leg no `sip:ringing` (U). */
export const ringLeg = (turn: Turn, call: Call, leg: Leg): void => {
  changeStatus(turn, call, leg, 'ringing');
  if (leg.channel !== 'app') reportStatus(turn, call, leg, 'ringing');
  if (leg.direction === 'inbound') return;
  signalLeg(turn, call, leg, 'ringing');
  showLegStatus(turn, call, leg);
};

/** Somebody, or for the caller the platform, picks up: `answered`, and the member is in (order of DOC18). */
export const answerLeg = (turn: Turn, call: Call, leg: Leg): void => {
  pickUpLeg(turn, call, leg);
  admitLeg(turn, call, leg);
};

/** A leg is answered without entering the conversation yet. */
export const pickUpLeg = (turn: Turn, call: Call, leg: Leg): void => {
  leg.answeredAt = turn.at;
  changeStatus(turn, call, leg, 'answered');
  reportStatus(turn, call, leg, 'answered');
  showLegStatus(turn, call, leg);
  signalLeg(turn, call, leg, 'answered');
};

/** The leg's member enters the conversation, and is heard. */
export const admitLeg = (turn: Turn, call: Call, leg: Leg): void => {
  join(turn, call, leg);
  openMedia(turn, call, leg);
};

export interface LegEnd {
  readonly status: CallStatus;
  readonly detail?: string;
  /** Instead of the usual one of the status. */
  readonly sipCode?: number;
  /** Who hung up an answered leg. */
  readonly by?: 'platform' | 'user';
  readonly purpose?: Purpose;
  /** True when Vonage tells nobody. */
  readonly unreported?: boolean;
}

/**
 * Ends a leg: the ending status to the backend, the hang-up to the conversation, the bill a little later. True when
 * the ending was reported to somebody. A leg ends once.
 */
export const endLeg = (turn: Turn, call: Call, leg: Leg, end: LegEnd): boolean => {
  leg.endedAt = turn.at;
  changeStatus(turn, call, leg, end.status);
  const { detail, sipCode, by: disconnectedBy, purpose } = end;
  const told = { detail, sipCode, disconnectedBy, purpose };
  const reported = end.unreported !== true && reportStatus(turn, call, leg, end.status, told);
  if (leg.socket !== undefined) turn.effects.push({ do: 'close-socket', leg: leg.uuid });
  if (leg.member.state !== 'none' || leg.channel !== 'app') {
    signalHangup(turn, call, leg, end.status, end.sipCode);
    showLegStatus(turn, call, leg);
  }
  leave(turn, call, leg, {
    code: 'HANGUP',
    text: HANGUP_TEXT[end.status] ?? 'normal',
    ...leg.app?.leaving,
  });
  if (leg.channel === 'app') turn.effects.push({ do: 'close-media', leg: leg.uuid });
  if (leg.answeredAt !== undefined) schedule(turn, call, BILL_DELAY_MS, { do: 'bill', leg: leg.uuid });
  return reported;
};

const HANGUP_TEXT: Partial<Record<CallStatus, string>> = { cancelled: 'cancelled', timeout: 'timeout' };
