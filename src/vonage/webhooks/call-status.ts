import { CALL_STATUSES } from '../call-status.ts';
import { integer, object, required, text, textOrNull, word } from '../fields.ts';
import { type Understood, webhookKind } from './kind.ts';

/**
 * A change in the life of a leg (voice-webhooks.md §3, §4.1). `human` and `machine` name their leg `call_uuid`;
 * `rate`, `price` and `duration` are text; an unknown `detail` or `disconnected_by` must not fail.
 */
export const CALL_STATUS_FIELDS = {
  headers: object,
  start_time: textOrNull,
  end_time: textOrNull,
  uuid: text,
  call_uuid: text,
  network: textOrNull,
  duration: textOrNull,
  rate: textOrNull,
  price: textOrNull,
  from: textOrNull,
  to: textOrNull,
  conversation_uuid: required(text),
  status: required(word(...CALL_STATUSES)),
  detail: text,
  sub_state: text,
  direction: text,
  disconnected_by: text,
  sip_code: integer,
  client_ref: text,
  client_reference: text,
  timestamp: text,
} as const;

export type CallStatusWebhook = Understood<'call-status', typeof CALL_STATUS_FIELDS>;
export const callStatusWebhook = webhookKind('call-status', CALL_STATUS_FIELDS);
