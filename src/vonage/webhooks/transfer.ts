import { required, text } from '../fields.ts';
import { type Understood, webhookKind } from './kind.ts';

/** A leg moved to another conversation (voice-webhooks.md §5.5). It has no `conversation_uuid` and no `status`. */
export const TRANSFER_FIELDS = {
  conversation_uuid_from: required(text),
  type: text,
  uuid: text,
  conversation_uuid_to: text,
  timestamp: text,
} as const;

export type TransferWebhook = Understood<'transfer', typeof TRANSFER_FIELDS>;
export const transferWebhook = webhookKind('transfer', TRANSFER_FIELDS);
