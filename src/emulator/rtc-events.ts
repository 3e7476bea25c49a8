import type { ApplicationId, MemberId } from '../vonage/ids.ts';
import type { JsonObject } from '../vonage/json.ts';
import {
  encodeRtcBody,
  type RtcBody,
  type RtcType,
  reachesClientSdk,
} from '../vonage/webhooks/rtc-bodies.ts';
import { rtcEventWebhook } from '../vonage/webhooks/rtc-event.ts';
import { tellClients } from './client-events.ts';
import type { Conversation, ConversationCallback } from './conversation.ts';
import type { LoggedEvent } from './logged-event.ts';
import type { Call, Leg, Member } from './platform.ts';
import { hearsRtc, sendRtcEvent } from './send.ts';
import { isoTime, type Turn } from './turn.ts';

/** A conversation remembers its newest events; a call has some thirty. */
const HISTORY_LIMIT = 200;

export interface RtcEvent<T extends RtcType> {
  readonly type: T;
  /** The leg that the event is about; undefined for the whole conversation. */
  readonly leg: Leg | undefined;
  /** Or what makes it, which may be called long afterwards: it reads only what does not change any more. */
  readonly body: RtcBody<T> | (() => RtcBody<T>);
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
  const { type, leg, to, body, conversation = call.conversation } = event;
  const member = event.byMember === false ? undefined : (event.member ?? leg?.member);
  emit(turn, call, { type, leg, member, to, conversation, body, write: writeBody, isKept: true });
};

/** `body` is that of the type, as `RtcEvent` has it. */
const writeBody = (type: string, body: unknown): JsonObject =>
  encodeRtcBody(type, typeof body === 'function' ? body() : body);

/** An event as it is told, whoever made its body. */
interface ToldEvent {
  readonly type: string;
  readonly leg: Leg | undefined;
  readonly member: Member | undefined;
  readonly to: MemberId | undefined;
  readonly conversation: Conversation;
  /** Called when somebody first reads the event, unless `write` makes it of whatever this is. */
  readonly body: unknown;
  readonly write?: (type: string, body: unknown) => JsonObject;
  /** False for what only passes: it has no id and is not in the log (`ephemeral`). */
  readonly isKept: boolean;
  /** True for what only apps hear of. */
  readonly isForApps?: boolean;
}

/** Tells an event of any type; gives it as the RTC event URL gets it. */
export const emit = (turn: Turn, call: Call, event: ToldEvent): LoggedEvent => {
  const { type, leg, conversation, isKept, isForApps = false } = event;
  if (isKept) conversation.lastEventId += 1;
  const logged = inEnvelope(event, call.application, turn.at, isKept ? conversation.lastEventId : undefined);
  if (isKept) remember(conversation, logged);
  const parcel = { kind: type, leg, purpose: INFORMATION } as const;
  if (hearsRtc(turn, call) && !isForApps)
    sendRtcEvent(turn, call, { target: undefined, fields: logged.fields(), ...parcel });
  if (conversation.callback && !isForApps && isWanted(conversation.callback, type)) {
    const { url, method, params } = conversation.callback;
    const fields = { ...logged.fields(), ...(params && { params }) };
    sendRtcEvent(turn, call, { target: { url, method }, fields, ...parcel });
  }
  if (reachesClientSdk(type)) tellClients(turn, conversation, leg, type, logged);
  return logged;
};

const INFORMATION = { for: 'information' } as const;

/** A body without a `write` of its own is a function. */
const asGiven = (_type: string, body: unknown): JsonObject => (body as () => JsonObject)();

/** All that is kept is what never changes. */
const inEnvelope = (
  { type, to, member, conversation: { id: conversation }, body, write = asGiven }: ToldEvent,
  application: ApplicationId,
  at: number,
  id: number | undefined,
): LoggedEvent => {
  // As `logEvent` does it, with one function less: a call has some twenty of these, and keeps them.
  let written: JsonObject | undefined;
  const fields = (): JsonObject => {
    written ??= rtcEventWebhook.encode({
      kind: 'rtc-event',
      type,
      application_id: application,
      timestamp: isoTime(at),
      ...(id !== undefined && { id }),
      conversation_id: conversation,
      ...(member && { from: member.id }),
      ...(to !== undefined && { to }),
      body: write(type, body),
      ...(member && {
        _embedded: {
          from_user: { id: member.user.id, name: member.user.name },
          from_member: { id: member.id },
        },
      }),
    });
    return written;
  };
  return { fields };
};

const remember = ({ history }: Conversation, event: LoggedEvent): void => {
  history.push(event);
  if (history.length > HISTORY_LIMIT) history.shift();
};

/** The conversation's own listener hears what it asked for (rtc-events.md §2, §3 `params`). */
const isWanted = ({ types }: ConversationCallback, type: string): boolean =>
  types.length === 0 || types.includes(type);
