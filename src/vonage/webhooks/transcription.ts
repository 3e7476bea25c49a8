import { required, text, word } from '../fields.ts';
import { type Understood, webhookKind } from './kind.ts';

/** A transcript is ready (voice-webhooks.md §5.2). */
export const TRANSCRIPTION_FIELDS = {
  type: text,
  status: required(word('transcribed')),
  conversation_uuid: text,
  recording_uuid: text,
  transcription_url: text,
  timestamp: text,
} as const;

export type TranscriptionWebhook = Understood<'transcription', typeof TRANSCRIPTION_FIELDS>;
export const transcriptionWebhook = webhookKind('transcription', TRANSCRIPTION_FIELDS);
