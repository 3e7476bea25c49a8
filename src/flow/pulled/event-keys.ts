import { legOf } from '../../vonage/webhook.ts';
import type { RtcEventWebhook } from '../../vonage/webhooks/rtc-event.ts';
import type { PulledEvent } from './pulled-event.ts';

/** Its number in the log of its conversation, which is unique only there (rtc-events.md §1). */
const byNumber = (conversation: string, id: number): string => `${conversation} ${id}`;

/** What webhook and log both have of an event whose webhook may have no number (rtc-events.md §4). */
const byTime = (webhook: RtcEventWebhook): string =>
  `${webhook.type} ${webhook.timestamp ?? ''} ${legOf(webhook) ?? ''}`;

/** By which a webhook is known to be the same event as one of the log. */
export const keyOfWebhook = (webhook: RtcEventWebhook): string => {
  const { id, conversation_id: conversation } = webhook;
  return id === undefined || conversation === undefined ? byTime(webhook) : byNumber(conversation, id);
};

/** The keys of all webhooks that may be the same event. The first one is its own. */
export const keysOfPulled = ({ webhook, conversation }: PulledEvent): readonly [string, ...string[]] =>
  webhook.id === undefined ? [byTime(webhook)] : [byNumber(conversation, webhook.id), byTime(webhook)];
