import { isCallStatus } from './call-status.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { type AnswerWebhook, answerWebhook } from './webhooks/answer.ts';
import { type CallStatusWebhook, callStatusWebhook } from './webhooks/call-status.ts';
import { type ErrorWebhook, errorWebhook } from './webhooks/error.ts';
import { type FallbackWebhook, fallbackWebhook } from './webhooks/fallback.ts';
import { type InputWebhook, inputWebhook } from './webhooks/input.ts';
import { type NotifyWebhook, notifyWebhook } from './webhooks/notify.ts';
import { type RecordingWebhook, recordingWebhook } from './webhooks/recording.ts';
import { isRtcType, type RtcEventWebhook, rtcEventWebhook } from './webhooks/rtc-event.ts';
import { type TranscriptionWebhook, transcriptionWebhook } from './webhooks/transcription.ts';
import { type TransferWebhook, transferWebhook } from './webhooks/transfer.ts';

/** A webhook of no kind that we know: kept whole, answered as usual, never an error. */
export interface UnknownWebhook {
  readonly kind: 'unknown';
  readonly extra: JsonObject;
}

/** What Vonage said, understood. */
export type VonageWebhook =
  | AnswerWebhook
  | CallStatusWebhook
  | InputWebhook
  | RecordingWebhook
  | TranscriptionWebhook
  | TransferWebhook
  | NotifyWebhook
  | ErrorWebhook
  | FallbackWebhook
  | RtcEventWebhook
  | UnknownWebhook;

export type WebhookKindName = VonageWebhook['kind'];

/**
 * Tells the kinds apart by their content, for no webhook says what it is. The order is the one of
 * voice-webhooks.md §5.7 with the fallback first, since it carries another webhook's data.
 *
 * @param fields the POST body, or the parameters of a GET
 * @param asText true when the fields came from a query string, where all values are text
 */
export const understand = (fields: JsonObject, asText = false): VonageWebhook =>
  recognise(fields, asText) ?? { kind: 'unknown', extra: fields };

const recognise = (fields: JsonObject, asText: boolean): VonageWebhook | undefined => {
  if ('original_request' in fields) return fallbackWebhook.decode(fields, asText);
  if (isRtcType(fields['type']) && 'body' in fields) return rtcEventWebhook.decode(fields, asText);
  if (fields['status'] === 'transcribed') return transcriptionWebhook.decode(fields, asText);
  if (isCallStatus(fields['status'])) return callStatusWebhook.decode(fields, asText);
  if ('conversation_uuid_from' in fields) return transferWebhook.decode(fields, asText);
  if ('payload' in fields) return notifyWebhook.decode(fields, asText);
  if ('speech' in fields || 'dtmf' in fields) return inputWebhook.decode(fields, asText);
  if ('recording_url' in fields) return recordingWebhook.decode(fields, asText);
  if ('reason' in fields) return errorWebhook.decode(fields, asText);
  if ('timestamp' in fields || 'status' in fields) return undefined;
  return answerWebhook.decode(fields, asText);
};

/** The leg that a webhook speaks of: `uuid`, `call_uuid`, or what an RTC body names (rtc-events.md §6). */
export const legOf = (webhook: VonageWebhook): string | undefined => {
  switch (webhook.kind) {
    case 'answer':
    case 'fallback':
    case 'input':
    case 'transfer':
      return webhook.uuid;
    case 'call-status':
      return webhook.uuid ?? webhook.call_uuid;
    case 'rtc-event':
      return legOfBody(webhook.body);
    case 'unknown':
      return firstText(webhook.extra['uuid'], webhook.extra['call_uuid']);
    case 'recording':
    case 'transcription':
    case 'notify':
    case 'error':
      return undefined;
    default:
      return webhook satisfies never;
  }
};

const legOfBody = (body: JsonObject): string | undefined => {
  const channel = body['channel'];
  const asr = body['asr'];
  return firstText(
    body['leg_id'],
    body['rtc_id'],
    isJsonObject(channel) ? channel['id'] : undefined,
    isJsonObject(asr) ? asr['call_id'] : undefined,
  );
};

const firstText = (...candidates: readonly (Json | undefined)[]): string | undefined =>
  candidates.find((value): value is string => typeof value === 'string' && value !== '');

/** The conversation that a webhook speaks of; for a transfer the one that the leg moved to. */
export const conversationOf = (webhook: VonageWebhook): string | undefined => {
  switch (webhook.kind) {
    case 'transfer':
      return webhook.conversation_uuid_to ?? webhook.conversation_uuid_from;
    case 'rtc-event': {
      if (webhook.conversation_id !== undefined) return webhook.conversation_id;
      // conversation:created and :deleted have the id in their body only (rtc-events.md §4).
      const id = webhook.type.startsWith('conversation:') ? webhook.body['id'] : undefined;
      return typeof id === 'string' ? id : undefined;
    }
    case 'unknown': {
      const id = webhook.extra['conversation_uuid'];
      return typeof id === 'string' ? id : undefined;
    }
    default:
      return webhook.conversation_uuid;
  }
};
