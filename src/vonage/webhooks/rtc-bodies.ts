import { type Decoded, decodeFields, encodeFields, type FieldTable } from '../fields.ts';
import type { JsonObject } from '../json.ts';
import { AUDIO_EVENTS } from './rtc/audio.ts';
import type { CHANNEL } from './rtc/channel.ts';
import { CONVERSATION_EVENTS } from './rtc/conversation.ts';
import type { RtcEntry } from './rtc/entry.ts';
import { LEG_EVENTS } from './rtc/leg.ts';
import { MEMBER_EVENTS } from './rtc/member.ts';
import { CUSTOM_EVENT, MESSAGE_EVENTS } from './rtc/message.ts';
import { RTC_EVENTS } from './rtc/rtc.ts';
import { INTERNAL_EVENTS, SESSION_EVENTS } from './rtc/session.ts';

/**
 * Every type of RTC event that has a name of its own (rtc-events.md §4); `custom:<name>` is known by rule. The
 * envelope around a body is `webhooks/rtc-event.ts`.
 */
export const RTC_BODIES = {
  ...CONVERSATION_EVENTS,
  ...MEMBER_EVENTS,
  ...LEG_EVENTS,
  ...RTC_EVENTS,
  ...AUDIO_EVENTS,
  ...MESSAGE_EVENTS,
  ...INTERNAL_EVENTS,
  ...SESSION_EVENTS,
} as const;

export type RtcType = keyof typeof RTC_BODIES;

/** The decoded body of an event type: `RtcBody<'member:joined'>`. */
export type RtcBody<T extends RtcType> = Decoded<(typeof RTC_BODIES)[T]['body']>;

export type ChannelBody = Decoded<typeof CHANNEL>;
export type UserBody = RtcBody<'member:joined'>['user'];
export type MediaBody = RtcBody<'member:media'>['media'];
export type LegStatusBody = RtcBody<'leg:status:update'>;
export type LegProgressBody = RtcBody<'sip:ringing'>;
export type LegHangupBody = RtcBody<'sip:hangup'>;

/** The longest and the shape of a custom type (rtc-events.md §4). */
const CUSTOM_TYPE = /^custom:[\w\-:]+$/;
const CUSTOM_TYPE_LENGTH = 100;

export const isRtcTypeKnown = (type: string): type is RtcType => Object.hasOwn(RTC_BODIES, type);

/** What is known of an event type; undefined when nothing is. */
export const rtcBodyOf = (type: string): RtcEntry | undefined => {
  if (isRtcTypeKnown(type)) return RTC_BODIES[type];
  return type.length <= CUSTOM_TYPE_LENGTH && CUSTOM_TYPE.test(type) ? CUSTOM_EVENT : undefined;
};

/** Reads a body; undefined when its type is unknown or a required field is missing or of another type. */
export function decodeRtcBody<T extends RtcType>(type: T, body: JsonObject): RtcBody<T> | undefined;
export function decodeRtcBody(type: string, body: JsonObject): Decoded<FieldTable> | undefined;
export function decodeRtcBody(type: string, body: JsonObject): Decoded<FieldTable> | undefined {
  const table = rtcBodyOf(type)?.body;
  return table && decodeFields(table, body);
}

/** The body as it goes over the wire. An event whose type nobody knows has no fields but those in `extra`. */
export function encodeRtcBody<T extends RtcType>(type: T, decoded: RtcBody<T>): JsonObject;
export function encodeRtcBody(type: string, decoded: Decoded<FieldTable>): JsonObject;
export function encodeRtcBody(type: string, decoded: Decoded<FieldTable>): JsonObject {
  return encodeFields(rtcBodyOf(type)?.body ?? {}, decoded);
}

/** True when the Client SDK understands events of this type, so that an app can hear of them (5c). */
export const reachesClientSdk = (type: string): boolean => rtcBodyOf(type)?.clientSdk ?? false;
