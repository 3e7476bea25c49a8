import { required, text } from '../fields.ts';
import { type Understood, webhookKind } from './kind.ts';

/** Vonage could not go on, most often because of a bad NCCO (voice-webhooks.md §6). */
export const ERROR_FIELDS = {
  reason: required(text),
  conversation_uuid: text,
  timestamp: text,
} as const;

export type ErrorWebhook = Understood<'error', typeof ERROR_FIELDS>;
export const errorWebhook = webhookKind('error', ERROR_FIELDS);
