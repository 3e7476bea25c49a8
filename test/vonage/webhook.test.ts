import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALL_STATUSES } from '../../src/vonage/call-status.ts';
import type { FieldTable } from '../../src/vonage/fields.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import { fromQuery, toQuery } from '../../src/vonage/query.ts';
import {
  conversationOf,
  legOf,
  understand,
  type VonageWebhook,
  type WebhookKindName,
} from '../../src/vonage/webhook.ts';
import { answerWebhook } from '../../src/vonage/webhooks/answer.ts';
import { callStatusWebhook } from '../../src/vonage/webhooks/call-status.ts';
import { errorWebhook } from '../../src/vonage/webhooks/error.ts';
import { fallbackWebhook } from '../../src/vonage/webhooks/fallback.ts';
import { inputWebhook } from '../../src/vonage/webhooks/input.ts';
import { notifyWebhook } from '../../src/vonage/webhooks/notify.ts';
import { recordingWebhook } from '../../src/vonage/webhooks/recording.ts';
import { rtcEventWebhook } from '../../src/vonage/webhooks/rtc-event.ts';
import { transcriptionWebhook } from '../../src/vonage/webhooks/transcription.ts';
import { transferWebhook } from '../../src/vonage/webhooks/transfer.ts';
import { anyJsonObject, anyText } from './arbitraries.ts';

const KINDS = [
  answerWebhook,
  callStatusWebhook,
  inputWebhook,
  recordingWebhook,
  transcriptionWebhook,
  transferWebhook,
  notifyWebhook,
  errorWebhook,
  fallbackWebhook,
  rtcEventWebhook,
] as const;

const encoded = (webhook: VonageWebhook): JsonObject => {
  if (webhook.kind === 'unknown') return webhook.extra;
  // Each kind encodes what it decoded itself; the union of tables is too wide for the compiler to pair them.
  const encode = KINDS.find(({ kind }) => kind === webhook.kind)!.encode as (
    webhook: VonageWebhook,
  ) => JsonObject;
  return encode(webhook);
};

const names = [...new Set(KINDS.flatMap(({ fields }: { fields: FieldTable }) => Object.keys(fields)))];
const telling = [
  ...CALL_STATUSES,
  'transcribed',
  'transfer',
  'member:joined',
  'message',
  'CON-1',
  '',
  '{"digits":"1"}',
];

/** Objects that look like webhooks, more or less. */
const anyWebhook: fc.Arbitrary<JsonObject> = fc
  .dictionary(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...names) },
      fc.constantFrom('__proto__', 'kind', 'extra', 'x'),
    ),
    fc.oneof(fc.constantFrom(...telling), fc.jsonValue(), anyText, anyJsonObject),
    { noNullPrototype: true, maxKeys: 12 },
  )
  .map((object) => JSON.parse(JSON.stringify(object)) as JsonObject);

const understandAnyhow = (fields: JsonObject, asText: boolean): VonageWebhook => {
  const webhook = understand(fields, asText);
  legOf(webhook);
  conversationOf(webhook);
  return webhook;
};

describe('webhook', () => {
  it('understands any JSON object, and loses nothing of it', () => {
    fc.assert(
      fc.property(anyWebhook, (fields) => {
        expect(encoded(understandAnyhow(fields, false))).toEqual(fields);
      }),
      { numRuns: 2000 },
    );
  });

  it('understands any query', () => {
    fc.assert(
      fc.property(anyWebhook, (fields) => {
        const query = fromQuery(toQuery(fields));
        expect(Object.keys(encoded(understandAnyhow(query, true))).sort()).toEqual(Object.keys(query).sort());
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[string, JsonObject, WebhookKindName]>([
    ['nothing at all', {}, 'unknown'],
    [
      'a fallback before all else',
      { original_request: {}, status: 'completed', conversation_uuid: 'CON-1' },
      'fallback',
    ],
    ['an RTC event before a status', { type: 'sip:status', body: {}, status: 'completed' }, 'rtc-event'],
    [
      'a transcript before a recording',
      { status: 'transcribed', recording_url: 'u', type: 'record' },
      'transcription',
    ],
    [
      'a status before an input',
      { status: 'completed', conversation_uuid: 'CON-1', dtmf: {} },
      'call-status',
    ],
    ['a transfer before a payload', { conversation_uuid_from: 'CON-1', payload: {} }, 'transfer'],
    ['a payload before an input', { payload: {}, speech: {} }, 'notify'],
    ['an input before a recording', { speech: { recording_url: 'u' }, recording_url: 'u' }, 'input'],
    ['a recording before a reason', { recording_url: 'u', reason: 'r' }, 'recording'],
    ['a reason before an answer', { reason: 'r', to: '1', uuid: 'u', conversation_uuid: 'CON-1' }, 'error'],
    ['an answer', { to: '1', uuid: 'u', conversation_uuid: 'CON-1' }, 'answer'],
    [
      'an event of tomorrow, no answer',
      { to: '1', uuid: 'u', conversation_uuid: 'C', timestamp: 't' },
      'unknown',
    ],
    [
      'a status of tomorrow',
      { to: '1', uuid: 'u', conversation_uuid: 'CON-1', status: 'humming' },
      'unknown',
    ],
    ['a status that is no text', { to: '1', uuid: 'u', conversation_uuid: 'CON-1', status: null }, 'unknown'],
    ['a status without its conversation', { uuid: 'u', status: 'completed' }, 'unknown'],
    ['a transfer that does not say where from', { type: 'transfer', uuid: 'u', timestamp: 't' }, 'unknown'],
  ])('tells %s', (_name, fields, kind) => {
    expect(understand(fields).kind).toBe(kind);
  });

  it('bears 100,000 objects inside each other', () => {
    const depth = 100_000;
    const fields = JSON.parse(`{"payload":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`) as JsonObject;
    expect(understandAnyhow(fields, false).kind).toBe('notify');
    expect(understandAnyhow({ odd: fields['payload']! }, false).kind).toBe('unknown');
  });

  it.each<[string, JsonObject, string | undefined, string | undefined]>([
    ['uuid', { uuid: 'u', call_uuid: 'c', conversation_uuid: 'CON-1' }, 'u', 'CON-1'],
    ['call_uuid', { call_uuid: 'c', timestamp: 't' }, 'c', undefined],
    ['nothing when they are no text', { uuid: 7, conversation_uuid: ['CON-1'] }, undefined, undefined],
  ])('finds the leg and the conversation of an unknown webhook: %s', (_name, fields, leg, conversation) => {
    const webhook = understand(fields);
    expect([webhook.kind, legOf(webhook), conversationOf(webhook)]).toEqual(['unknown', leg, conversation]);
  });
});
