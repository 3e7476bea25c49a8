import type { MemberId } from '../vonage/ids.ts';
import { encodeRtcBody, type RtcBody, type RtcType } from '../vonage/webhooks/rtc-bodies.ts';
import { rtcEventWebhook } from '../vonage/webhooks/rtc-event.ts';
import { tellClients } from './client-events.ts';
import type { Conversation } from './conversation.ts';
import type { Call, Leg } from './platform.ts';
import { sendRtcEvent } from './send.ts';
import { isoTime, type Turn } from './turn.ts';

/** A conversation remembers its newest events; a call has some thirty. */
const HISTORY_LIMIT = 200;

export interface RtcEvent<T extends RtcType> {
  readonly type: T;
  /** The leg that the event is about; undefined for the whole conversation. */
  readonly leg: Leg | undefined;
  readonly body: RtcBody<T>;
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
  const { conversation = call.conversation } = event;
  conversation.lastEventId += 1;
  const member = event.byMember === false ? undefined : event.leg?.member;
  const fields = rtcEventWebhook.encode({
    kind: 'rtc-event',
    type: event.type,
    application_id: call.application,
    timestamp: isoTime(turn.at),
    id: conversation.lastEventId,
    conversation_id: conversation.id,
    ...(member && { from: member.id }),
    ...(event.to !== undefined && { to: event.to }),
    body: encodeRtcBody(event.type, event.body),
    ...(member && {
      _embedded: {
        from_user: { id: member.user.id, name: member.user.name },
        from_member: { id: member.id },
      },
    }),
  });
  const { history } = conversation;
  history.push(fields);
  if (history.length > HISTORY_LIMIT) history.shift();
  sendRtcEvent(turn, call, {
    kind: event.type,
    leg: event.leg,
    target: undefined,
    fields,
    purpose: { for: 'information' },
  });
  tellClients(turn, conversation, event.leg, fields);
};
