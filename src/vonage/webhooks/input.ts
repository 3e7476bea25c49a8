import { listOf, shape, text, textOrNull, trueOrFalse } from '../fields.ts';
import { type Understood, webhookKind } from './kind.ts';

/** `digits` is null when only speech was asked for (I from captures), and without the `#` that submitted it. */
const DTMF_FIELDS = { digits: textOrNull, timed_out: trueOrFalse } as const;

/** `confidence` is text on the wire (voice-webhooks.md §5.3, S). */
const SPEECH_FIELDS = {
  timeout_reason: text,
  results: listOf({ confidence: text, text } as const),
  error: text,
  recording_url: text,
} as const;

/**
 * What a caller pressed or said (voice-webhooks.md §5.3). The legacy form, in which `dtmf` is plain text beside a
 * top-level `timed_out`, keeps both in `extra`.
 */
export const INPUT_FIELDS = {
  speech: shape(SPEECH_FIELDS),
  dtmf: shape(DTMF_FIELDS),
  from: textOrNull,
  to: textOrNull,
  uuid: text,
  conversation_uuid: text,
  timestamp: text,
} as const;

export type InputWebhook = Understood<'input', typeof INPUT_FIELDS>;
export const inputWebhook = webhookKind('input', INPUT_FIELDS);
