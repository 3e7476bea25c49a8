import { describe, expect, it } from 'vitest';
import { contentOf, type SlotPaths, targetOf } from '../../src/flow/classify.ts';
import type { Target } from '../../src/flow/exchange.ts';
import { webhookRequest } from '../support/requests.ts';

const STATUS = { status: 'ringing', uuid: 'leg-1', conversation_uuid: 'CON-1', headers: {} };
const ANSWER = 'to=14155550100&from=447700900001&uuid=leg-1&conversation_uuid=CON-1';
const RTC = { type: 'member:joined', body: {}, application_id: 'a', timestamp: '2026-03-01T09:30:00.000Z' };

describe('the content of a request', () => {
  it.each<[name: string, request: ReturnType<typeof webhookRequest>, expected: string]>([
    ['an answer webhook by GET', webhookRequest({ query: ANSWER }), 'webhook answer'],
    ['a status by POST', webhookRequest({ body: STATUS }), 'webhook call-status'],
    ['an RTC event', webhookRequest({ body: RTC }), 'webhook rtc-event'],
    ['something new', webhookRequest({ body: { shiny: true, timestamp: 'x' } }), 'webhook unknown'],
    ['JSON without a content type', webhookRequest({ body: STATUS, headers: {} }), 'webhook call-status'],
    [
      'application/vnd.x+json',
      webhookRequest({ body: STATUS, headers: { 'content-type': 'application/vnd.x+json' } }),
      'webhook call-status',
    ],
    ['nothing at all', webhookRequest(), 'empty'],
    ['broken JSON', webhookRequest({ body: '{"a":' }), 'bad-json'],
    ['an array', webhookRequest({ body: [STATUS] }), 'bad-json: expected a JSON object, found an array'],
    ['null', webhookRequest({ body: 'null' }), 'bad-json: expected a JSON object, found null'],
    [
      'a form',
      webhookRequest({ body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
      'other application/x-www-form-urlencoded',
    ],
    [
      'bytes that are not UTF-8, in valid JSON',
      webhookRequest({ body: Uint8Array.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]) }),
      'webhook unknown',
    ],
    [
      'JSON nested 5,000 deep',
      webhookRequest({ body: `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}` }),
      'bad-json: it is nested deeper than anything that Vonage sends',
    ],
  ])('%s', (_name, request, expected) => {
    const content = contentOf(request);
    const words =
      content.form === 'webhook'
        ? `webhook ${content.webhook.kind}`
        : content.form === 'other'
          ? `other ${content.contentType}`
          : content.form === 'bad-json' && expected.includes(':')
            ? `bad-json: ${content.complaint}`
            : content.form;
    expect(words).toBe(expected);
  });
});

describe('where a request is addressed', () => {
  const slots: SlotPaths = new Map([
    ['/webhooks/voice/answer', ['voice.answer']],
    ['/webhooks/voice/event', ['voice.event']],
    ['/shared', ['voice.answer', 'voice.event', 'rtc.event']],
  ]);
  it.each<[name: string, request: ReturnType<typeof webhookRequest>, expected: Target]>([
    [
      'a slot',
      webhookRequest({ path: '/webhooks/voice/event', body: STATUS }),
      { at: 'slot', slot: 'voice.event' },
    ],
    ['an NCCO by name', webhookRequest({ path: '/ncco/menu' }), { at: 'ncco', name: 'menu' }],
    ['an NCCO with a bad name', webhookRequest({ path: '/ncco/../x' }), { at: 'unknown' }],
    ['elsewhere', webhookRequest({ path: '/' }), { at: 'unknown' }],
    ['another case', webhookRequest({ path: '/Webhooks/voice/event' }), { at: 'unknown' }],
    [
      'a shared path, answer',
      webhookRequest({ path: '/shared', query: ANSWER }),
      { at: 'slot', slot: 'voice.answer' },
    ],
    [
      'a shared path, status',
      webhookRequest({ path: '/shared', body: STATUS }),
      { at: 'slot', slot: 'voice.event' },
    ],
    ['a shared path, RTC', webhookRequest({ path: '/shared', body: RTC }), { at: 'slot', slot: 'rtc.event' }],
    // By GET comes the answer alone; what comes by POST is told apart by what it says.
    ['a shared path, GET', webhookRequest({ path: '/shared' }), { at: 'slot', slot: 'voice.answer' }],
    [
      'a shared path, an empty POST',
      webhookRequest({ path: '/shared', method: 'POST' }),
      { at: 'slot', slot: 'voice.event' },
    ],
    [
      'a shared path, an event by GET goes by its method',
      webhookRequest({ path: '/shared', query: `${ANSWER}&dtmf=%7B%22digits%22%3A%221%22%7D` }),
      { at: 'slot', slot: 'voice.answer' },
    ],
  ])('%s', (_name, request, expected) => {
    expect(targetOf(request, contentOf(request), slots)).toEqual(expected);
  });
});
