import type { MemberId } from '../vonage/ids.ts';
import type { JsonObject } from '../vonage/json.ts';
import { encodeRtcBody, type RtcBody, type RtcType } from '../vonage/webhooks/rtc-bodies.ts';
import { rtcEventWebhook } from '../vonage/webhooks/rtc-event.ts';
import { tellClients } from './client-events.ts';
import type { Conversation, ConversationCallback } from './conversation.ts';
import type { Call, Leg, Member } from './platform.ts';
import { type Parcel, sendRtcEvent } from './send.ts';
import { isoTime, type Turn } from './turn.ts';

/** A conversation remembers its newest events; a call has some thirty. */
const HISTORY_LIMIT = 200;

export interface RtcEvent<T extends RtcType> {
  readonly type: T;
  /** The leg that the event is about; undefined for the whole conversation. */
  readonly leg: Leg | undefined;
  readonly body: RtcBody<T>;
  /** Who did it, when that is no leg. */
  readonly member?: Member;
  /** False when no member did it: `from` and `_embedded` are then left out, as the samples do for say and play. */
  readonly byMember?: boolean;
  /** Whom it is done to, in mute events (rtc-events.md §3). */
  readonly to?: MemberId;
  /** Where it belongs when the call has moved on; the call's own by default. */
  readonly conversation?: Conversation;
}

/**
 * Writes an event into the conversation's log: the next id, the envelope of rtc-events.md §3, then to the RTC event
 * URL (5b) and to the Client SDK users that may see it (5c). Only types of the 2026 public list are sent (§4).
 */
export const emitRtc = <T extends RtcType>(turn: Turn, call: Call, event: RtcEvent<T>): void => {
  const { type, leg, to, conversation = call.conversation } = event;
  const body = encodeRtcBody(type, event.body);
  const member = event.byMember === false ? undefined : (event.member ?? leg?.member);
  emit(turn, call, { type, leg, member, to, conversation, body, isKept: true });
};

/** An event as it is told, whoever made its body. */
export interface ToldEvent {
  readonly type: string;
  readonly leg: Leg | undefined;
  readonly member: Member | undefined;
  readonly to: MemberId | undefined;
  readonly conversation: Conversation;
  readonly body: JsonObject;
  /** False for what only passes: it has no id and is not in the log (`ephemeral`). */
  readonly isKept: boolean;
}

/** Tells an event of any type; gives it as the RTC event URL gets it. */
export const emit = (turn: Turn, call: Call, event: ToldEvent): JsonObject => {
  const { type, leg, member, to, conversation, body, isKept } = event;
  if (isKept) conversation.lastEventId += 1;
  const fields = rtcEventWebhook.encode({
    kind: 'rtc-event',
    type,
    application_id: call.application,
    timestamp: isoTime(turn.at),
    ...(isKept && { id: conversation.lastEventId }),
    conversation_id: conversation.id,
    ...(member && { from: member.id }),
    ...(to !== undefined && { to }),
    body,
    ...(member && {
      _embedded: {
        from_user: { id: member.user.id, name: member.user.name },
        from_member: { id: member.id },
      },
    }),
  });
  if (isKept) remember(conversation, fields);
  const parcel = { kind: type, leg, target: undefined, fields, purpose: { for: 'information' } } as const;
  sendRtcEvent(turn, call, parcel);
  if (conversation.callback) tellCallback(turn, call, conversation.callback, parcel);
  tellClients(turn, conversation, leg, fields);
  return fields;
};

const remember = ({ history }: Conversation, fields: JsonObject): void => {
  history.push(fields);
  if (history.length > HISTORY_LIMIT) history.shift();
};

/** The conversation's own listener hears what it asked for (rtc-events.md §2, §3 `params`). */
const tellCallback = (
  turn: Turn,
  call: Call,
  { url, method, types, params }: ConversationCallback,
  parcel: Parcel,
): void => {
  if (types.length > 0 && !types.includes(parcel.kind)) return;
  const fields = { ...parcel.fields, ...(params && { params }) };
  sendRtcEvent(turn, call, { ...parcel, target: { url, method }, fields });
};
