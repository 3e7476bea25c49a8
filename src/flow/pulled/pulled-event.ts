import type { JsonObject } from '../../vonage/json.ts';
import { type RtcEventWebhook, rtcEventWebhook } from '../../vonage/webhooks/rtc-event.ts';

/**
 * An event that was asked of the Conversation API. Nobody sent it here, so it has no request, no signature and no reply:
 * it is no `Exchange`.
 */
export interface PulledEvent {
  /** The same as its RTC webhook would have told it, but for the application. */
  readonly webhook: RtcEventWebhook;
  readonly conversation: string;
  /** When it was asked for, in milliseconds since 1970. */
  readonly pulledAt: number;
  /** As the API has it, without its address. */
  readonly fields: JsonObject;
}

/**
 * Understands an event of a conversation's log (rtc-events.md §3: of a webhook's envelope it lacks the conversation and the
 * application); undefined for what has no type.
 */
export const pulledEvent = (
  event: JsonObject,
  conversation: string,
  pulledAt: number,
): PulledEvent | undefined => {
  const { _links: _address, ...fields } = event;
  // A deleted event may have lost its body, and is an event all the same.
  const webhook = rtcEventWebhook.decode({ body: {}, ...fields, conversation_id: conversation });
  return webhook && { webhook, conversation, pulledAt, fields };
};
