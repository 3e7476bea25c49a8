import type { CallStatus } from '../vonage/call-status.ts';
import { type CallStatusWebhook, callStatusWebhook } from '../vonage/webhooks/call-status.ts';
import { errorWebhook } from '../vonage/webhooks/error.ts';
import { billOf } from './bill.ts';
import type { Call, Leg } from './platform.ts';
import type { Purpose } from './request.ts';
import { sendVoiceEvent } from './send.ts';
import { toldEnds } from './told-ends.ts';
import { isoTime, note, type Turn } from './turn.ts';

/** Statuses that carry a SIP code since 2026 (voice-webhooks.md §3), with the usual code (§4.2, I). */
const SIP_CODES: Partial<Record<CallStatus, number>> = {
  busy: 486,
  unanswered: 480,
  rejected: 603,
  failed: 404,
  completed: 200,
};

export interface StatusMore {
  readonly detail?: string | undefined;
  /** Instead of the usual one. */
  readonly sipCode?: number | undefined;
  readonly subState?: string | undefined;
  readonly disconnectedBy?: 'platform' | 'user' | undefined;
  /** What the reply may do; nothing by default. */
  readonly purpose?: Purpose | undefined;
}

const NOTHING_MORE: StatusMore = {};
const INFORMATION = { for: 'information' } as const;

/**
 * Reports a leg's status to the event URL (5a) with the fields of voice-webhooks.md §4.1. True when there was
 * somewhere to send it.
 */
export const reportStatus = (
  turn: Turn,
  call: Call,
  leg: Leg,
  status: CallStatus,
  more: StatusMore = NOTHING_MORE,
): boolean => {
  const event = statusEvent(turn, call, leg, status, more);
  const fields = callStatusWebhook.encode(event);
  note(turn, {
    name: 'leg-status',
    call: call.id,
    leg: leg.uuid,
    conversation: call.conversation.id,
    status,
    direction: leg.direction,
    channel: leg.channel,
    from: leg.from,
    to: leg.to,
    detail: event.detail ?? event.sub_state,
    disconnectedBy: more.disconnectedBy,
    duration: event.duration ?? undefined,
    price: event.price ?? undefined,
  });
  return sendVoiceEvent(turn, call, {
    kind: status,
    leg,
    target: leg.events,
    fields,
    purpose: more.purpose ?? INFORMATION,
  });
};

const statusEvent = (
  turn: Turn,
  call: Call,
  leg: Leg,
  status: CallStatus,
  more: StatusMore,
): CallStatusWebhook => {
  // Who is reached without SIP has no code of it (websockets guide's samples).
  const hasCode = SIP_CODES[status] !== undefined && leg.channel !== 'websocket';
  const sipCode = !hasCode ? undefined : (more.sipCode ?? SIP_CODES[status]);
  const { from, to } = toldEnds(leg);
  // Filled in one by one, which is many times as quick as to spread what there may be.
  const event: { -readonly [Name in keyof CallStatusWebhook]: CallStatusWebhook[Name] } = {
    kind: 'call-status',
    from,
    to,
    conversation_uuid: call.conversation.id,
    status,
    timestamp: isoTime(turn.at),
  };
  // Detection names its leg in another field, and has neither headers nor a direction (§4.1).
  if (status === 'human' || status === 'machine') event.call_uuid = leg.uuid;
  else {
    event.headers = leg.socket?.headers ?? {};
    event.uuid = leg.uuid;
    event.direction = leg.direction;
  }
  // What an answered leg will cost is not known yet: null in every capture (§4.1, N).
  if (status === 'answered') {
    event.start_time = null;
    event.rate = null;
    event.network = null;
  }
  if (status === 'completed') Object.assign(event, billOf(leg));
  if (more.subState !== undefined) event.sub_state = more.subState;
  if (more.detail !== undefined) event.detail = more.detail;
  if (more.disconnectedBy !== undefined) event.disconnected_by = more.disconnectedBy;
  if (sipCode !== undefined) event.sip_code = sipCode;
  return event;
};

/** Tells the event URL that the platform cannot go on (voice-webhooks.md §6). */
export const reportError = (turn: Turn, call: Call, reason: string): void => {
  const fields = errorWebhook.encode({
    kind: 'error',
    reason,
    conversation_uuid: call.conversation.id,
    timestamp: isoTime(turn.at),
  });
  sendVoiceEvent(turn, call, {
    kind: 'error',
    leg: undefined,
    target: undefined,
    fields,
    purpose: { for: 'information' },
  });
};
