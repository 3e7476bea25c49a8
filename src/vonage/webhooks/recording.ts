import { integer, required, text } from '../fields.ts';
import { type Understood, webhookKind } from './kind.ts';

/** A recording is ready (voice-webhooks.md §5.1). `recording_uuid` is not the id at the end of `recording_url`. */
export const RECORDING_FIELDS = {
  start_time: text,
  recording_url: required(text),
  size: integer,
  recording_uuid: text,
  end_time: text,
  conversation_uuid: text,
  type: text,
  timestamp: text,
} as const;

export type RecordingWebhook = Understood<'recording', typeof RECORDING_FIELDS>;
export const recordingWebhook = webhookKind('recording', RECORDING_FIELDS);
