import { object, required, shape, text } from '../fields.ts';
import { ANSWER_FIELDS } from './answer.ts';
import { type Understood, webhookKind } from './kind.ts';

/**
 * Asks `fallback_answer_url` for an NCCO because another address failed: the data of the webhook that failed, plus
 * why and where (voice-webhooks.md §7). What an event had beyond the answer webhook's fields stays in `extra`.
 */
export const FALLBACK_FIELDS = {
  ...ANSWER_FIELDS,
  to: text,
  uuid: text,
  conversation_uuid: text,
  reason: text,
  original_request: required(shape({ url: text, type: text } as const)),
  custom_data: object,
} as const;

export type FallbackWebhook = Understood<'fallback', typeof FALLBACK_FIELDS>;
export const fallbackWebhook = webhookKind('fallback', FALLBACK_FIELDS);
