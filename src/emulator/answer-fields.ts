import type { JsonObject } from '../vonage/json.ts';
import { answerWebhook } from '../vonage/webhooks/answer.ts';
import type { Call, Leg, Platform } from './platform.ts';
import { regionUrl } from './region.ts';

/** What an answer webhook tells of a leg (voice-webhooks.md §2.1). */
export const answerFields = (platform: Platform, call: Call, leg: Leg): JsonObject =>
  answerWebhook.encode({
    kind: 'answer',
    region_url: regionUrl(platform, call.application),
    // Who calls from an app is a user, and has no number.
    ...(leg.channel === 'app' && leg.direction === 'inbound' ? { from_user: leg.from } : { from: leg.from }),
    to: leg.to,
    endpoint_type: leg.channel,
    uuid: leg.uuid,
    conversation_uuid: call.conversation.id,
    ...(call.customData && { custom_data: call.customData }),
  });
