import { object, required, text } from '../fields.ts';
import { type Understood, webhookKind } from './kind.ts';

/** The payload of a `notify` action (voice-webhooks.md §5.4). It names no leg. */
export const NOTIFY_FIELDS = {
  payload: required(object),
  conversation_uuid: text,
  timestamp: text,
} as const;

export type NotifyWebhook = Understood<'notify', typeof NOTIFY_FIELDS>;
export const notifyWebhook = webhookKind('notify', NOTIFY_FIELDS);
