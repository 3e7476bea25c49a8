import { integer, object, required, text, textOrNull } from '../fields.ts';
import { type Understood, webhookKind } from './kind.ts';

/**
 * The envelope of a Conversation API event (rtc-events.md §3). Which types exist and what their bodies hold stands
 * in `rtc-bodies.ts`; here `body` is kept as it came, so that an event of a new type is as welcome as a known one.
 */
export const RTC_EVENT_FIELDS = {
  type: required(text),
  application_id: text,
  timestamp: text,
  id: integer,
  conversation_id: text,
  from: textOrNull,
  to: text,
  params: object,
  body: required(object),
  session_destination: text,
  _embedded: object,
} as const;

export type RtcEventWebhook = Understood<'rtc-event', typeof RTC_EVENT_FIELDS>;
export const rtcEventWebhook = webhookKind('rtc-event', RTC_EVENT_FIELDS);

/** Types that carry no colon but are RTC events all the same (rtc-events.md §3). */
const PLAIN_TYPES: ReadonlySet<string> = new Set(['message', 'text', 'image', 'ephemeral']);

/** True for the `type` of an RTC event, known or not. */
export const isRtcType = (type: unknown): type is string =>
  typeof type === 'string' && (type.includes(':') || PLAIN_TYPES.has(type));
