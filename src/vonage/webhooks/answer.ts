import { object, required, text } from '../fields.ts';
import { type Understood, webhookKind } from './kind.ts';

/** Asks for the NCCO of a call (voice-webhooks.md §2.1). `from` and `from_user` exclude each other. */
export const ANSWER_FIELDS = {
  region_url: text,
  from: text,
  from_user: text,
  to: required(text),
  endpoint_type: text,
  uuid: required(text),
  conversation_uuid: required(text),
  // An object in SDKs and newer documents; one sample reads text also from a POST (U), which stays in `extra`.
  custom_data: object,
} as const;

export type AnswerWebhook = Understood<'answer', typeof ANSWER_FIELDS>;
export const answerWebhook = webhookKind('answer', ANSWER_FIELDS);
