import type { CallStatus } from '../call-status.ts';
import { CALL_STATUSES, DETAILS, endsCall } from '../call-status.ts';
import type { JsonObject } from '../json.ts';
import { answerWebhook } from '../webhooks/answer.ts';
import { type CallStatusWebhook, callStatusWebhook } from '../webhooks/call-status.ts';
import { errorWebhook } from '../webhooks/error.ts';
import { fallbackWebhook } from '../webhooks/fallback.ts';
import { inputWebhook } from '../webhooks/input.ts';
import { notifyWebhook } from '../webhooks/notify.ts';
import { recordingWebhook } from '../webhooks/recording.ts';
import { transcriptionWebhook } from '../webhooks/transcription.ts';
import { transferWebhook } from '../webhooks/transfer.ts';
import { SAMPLE } from './sample-ids.ts';

const { uuid, from, to, at, conversation, otherConversation } = SAMPLE;
const PARTIES = { from, to } as const;
const CALL = { uuid, conversation_uuid: conversation } as const;
const RECORDING = 'aaaaaaaa-0000-4000-8000-000000000008';

/** A field without a value is null in these (voice-webhooks.md §3, S). */
const afterAnswer = (status: CallStatus): Partial<CallStatusWebhook> => {
  if (status === 'answered') return { start_time: null, rate: null, network: null };
  if (status !== 'completed') return {};
  return {
    start_time: '2026-03-01T09:00:00.000Z',
    end_time: '2026-03-01T09:00:42.000Z',
    duration: '42',
    rate: '0.00720000',
    price: '0.00504000',
    network: 'GB-FIXED',
    disconnected_by: 'user',
  };
};

const statusSample = (status: CallStatus): JsonObject => {
  const detail = DETAILS[status as keyof typeof DETAILS]?.[0];
  // Machine detection names its leg otherwise (voice-webhooks.md §4.1).
  const isDetection = status === 'human' || status === 'machine';
  return callStatusWebhook.encode({
    kind: 'call-status',
    ...(isDetection ? { call_uuid: uuid } : { uuid }),
    conversation_uuid: conversation,
    ...PARTIES,
    status,
    ...(detail !== undefined && { detail }),
    direction: endsCall(status) && status !== 'completed' ? 'outbound' : 'inbound',
    ...afterAnswer(status),
    timestamp: at,
  });
};

/** A webhook of each voice kind, and of each call status under its own name: what a platform would send of one made-up call. */
export const VOICE_SAMPLES: Readonly<Record<string, JsonObject>> = {
  answer: answerWebhook.encode({ kind: 'answer', ...PARTIES, endpoint_type: 'phone', ...CALL }),
  fallback: fallbackWebhook.encode({
    kind: 'fallback',
    ...PARTIES,
    endpoint_type: 'phone',
    ...CALL,
    reason: 'Connection closed.',
    original_request: { url: 'https://example.com/webhooks/voice/answer', type: 'answer' },
  }),
  ...Object.fromEntries(CALL_STATUSES.map((status) => [status, statusSample(status)])),
  input: inputWebhook.encode({
    kind: 'input',
    dtmf: { digits: '', timed_out: true },
    ...PARTIES,
    ...CALL,
    timestamp: at,
  }),
  recording: recordingWebhook.encode({
    kind: 'recording',
    start_time: at,
    recording_url: 'https://api.nexmo.com/v1/files/bbbbbbbb-0000-4000-8000-000000000009',
    size: 12_228,
    recording_uuid: RECORDING,
    end_time: at,
    conversation_uuid: conversation,
    timestamp: at,
  }),
  transcription: transcriptionWebhook.encode({
    kind: 'transcription',
    status: 'transcribed',
    conversation_uuid: conversation,
    recording_uuid: RECORDING,
    transcription_url: 'https://api.nexmo.com/v1/files/bbbbbbbb-0000-4000-8000-00000000000a',
    timestamp: at,
  }),
  transfer: transferWebhook.encode({
    kind: 'transfer',
    conversation_uuid_from: conversation,
    type: 'transfer',
    uuid,
    conversation_uuid_to: otherConversation,
    timestamp: at,
  }),
  notify: notifyWebhook.encode({
    kind: 'notify',
    payload: { foo: 'bar' },
    conversation_uuid: conversation,
    timestamp: at,
  }),
  error: errorWebhook.encode({
    kind: 'error',
    reason: 'Syntax error in NCCO. Invalid value type or action.',
    conversation_uuid: conversation,
    timestamp: at,
  }),
};
