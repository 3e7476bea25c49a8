import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/flow/exchange.ts';
import { exchangeRecord } from '../../src/flow/exchange-record.ts';
import { harEntry } from '../../src/flow/export/har-entry.ts';
import { recordedExchange } from '../../src/flow/recorded/recorded-exchange.ts';
import { replyText, unreadEncoding } from '../../src/flow/reply-text.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import { understand } from '../../src/vonage/webhook.ts';
import {
  answerFields,
  CALLER_LEG,
  CONVERSATION,
  exchange,
  ivrExchanges,
  ivrFlow,
  repliedWith,
} from '../support/ivr-call.ts';

/** The local half past nine of the fixture, as the record's UTC. */
const at = (made: Exchange): string => new Date(made.request.receivedAt).toISOString();

describe('the record of an exchange', () => {
  it('of an event', () => {
    const made = ivrExchanges().at(-1)!;
    expect(written({ ...made, bodySha256: 'ab12' })).toEqual({
      v: 1,
      type: 'exchange',
      source: 'webhook',
      id: 18,
      at: at(made),
      flow: CALLER_LEG,
      target: 'slot',
      slot: 'voice.event',
      step: '5a',
      kind: 'call-status',
      status: 'completed',
      leg: CALLER_LEG,
      conversation: CONVERSATION,
      from: '447700900001',
      to: '14155550100',
      direction: 'inbound',
      time: '2026-03-01T09:31:01.248Z',
      request: {
        method: 'POST',
        path: '/webhooks/voice/event',
        headers: { host: 'quiet-otter-42.loca.lt', 'content-type': 'application/json' },
        form: 'json',
        body: made.content.form === 'webhook' ? made.content.fields : {},
        bytes: made.request.body.length,
        sha256: 'ab12',
      },
      signature: { state: 'verified' },
      reply: { status: 204, by: 'listener', milliseconds: 0.412 },
      problems: [],
    });
  });

  it('of an answer webhook by GET, refused in its signature', () => {
    const made = exchange(12, 'voice.answer', answerFields, {
      standing: { state: 'refused', reason: 'secret', explanation: 'the HMAC does not fit' },
      reply: { status: 401, headers: { 'content-type': 'application/json' }, body: '{"title":"no"}' },
      problems: ['look at /x?token=abc'],
    });
    const byGet: Exchange = {
      ...made,
      request: { ...made.request, method: 'GET', query: 'to=1&api_secret=s3cret', body: new Uint8Array() },
    };
    expect(written(byGet)).toMatchObject({
      kind: 'answer',
      step: '2',
      request: { method: 'GET', query: 'to=1&api_secret=***', bytes: 0 },
      signature: { state: 'refused', reason: 'secret', explanation: 'the HMAC does not fit' },
      reply: {
        status: 401,
        by: 'listener',
        contentType: 'application/json',
        form: 'json',
        body: { title: 'no' },
      },
      problems: ['look at /x?token=***'],
    });
  });

  it('of an answer with an NCCO', () => {
    expect(
      written(exchange(12, 'voice.answer', answerFields, repliedWith('welcome', ['talk', 'input']))),
    ).toMatchObject({
      reply: {
        status: 200,
        by: 'ncco',
        ncco: 'welcome',
        actions: ['talk', 'input'],
        milliseconds: 1.7,
        form: 'json',
        body: [{ action: 'talk' }, { action: 'input' }],
      },
    });
  });

  it('of a compressed reply: decoded, its secrets masked, and read back like one that was not', () => {
    const ncco = '[{"action":"connect","endpoint":[{"authorization":{"type":"custom","value":"s3cret"}}]}]';
    const made = exchange(12, 'voice.answer', answerFields, {
      origin: { by: 'forward', url: 'http://localhost:8080/answer', milliseconds: 2.5 },
      reply: {
        status: 200,
        headers: { 'content-type': 'application/json', 'content-encoding': 'br' },
        body: new Uint8Array([0x8b, 0x01, 0x80]),
        decoded: new TextEncoder().encode(ncco),
      },
    });
    const record = written(made);
    const masked = [{ action: 'connect', endpoint: [{ authorization: { type: 'custom', value: '***' } }] }];
    expect(record).toMatchObject({
      reply: { contentEncoding: 'br', bytes: 3, form: 'json', body: masked, masked: true },
    });
    const back = recordedExchange(record as JsonObject)!;
    expect(replyText(back.exchange.reply)).toBe(JSON.stringify(masked));
    expect(unreadEncoding(back.exchange.reply)).toBeUndefined();
    expect(harEntry(back, 1)).toMatchObject({
      response: {
        headers: [
          { name: 'content-type', value: 'application/json' },
          { name: 'content-encoding', value: 'br' },
        ],
        content: { text: JSON.stringify(masked), size: 85, compression: 82 },
        bodySize: 3,
      },
    });
  });

  it('of a forwarded one whose server was down', () => {
    const made = exchange(12, 'voice.answer', answerFields, {
      origin: {
        by: 'forward',
        url: 'http://localhost:8080/answer?key=k',
        milliseconds: 2.5,
        failure: 'ECONNREFUSED',
      },
      reply: { status: 503, headers: {}, body: '' },
    });
    expect(written(made)).toMatchObject({
      reply: { status: 503, by: 'forward' },
      forward: { url: 'http://localhost:8080/answer?key=***', milliseconds: 2.5, failure: 'ECONNREFUSED' },
    });
  });

  it.each([
    ['an NCCO address', { target: { at: 'ncco', name: 'menu' } }, { target: 'ncco', ncco: 'menu' }],
    ['an unknown path', { target: { at: 'unknown' } }, { target: 'unknown' }],
    [
      'bad JSON',
      { content: { form: 'bad-json', complaint: 'no }' } },
      { kind: 'bad-json', complaint: 'no }', step: '5a' },
    ],
    ['nothing at all', { content: { form: 'empty' } }, { kind: 'empty' }],
    [
      'a second try',
      { standing: { state: 'verified', secondTry: true } },
      { signature: { state: 'verified', secondTry: true } },
    ],
  ] as const)('of %s', (_name, part, expected) => {
    expect(written(exchange(1, 'voice.event', {}, part))).toMatchObject(expected);
  });

  it('keeps no credential', () => {
    const made = exchange(1, 'voice.event', {
      password: 'hunter2',
      url: 'https://a:hunter2@b/?token=hunter2',
    });
    const headers = {
      authorization: 'Bearer hunter2',
      cookie: 'hunter2',
      'x-api-key': 'hunter2',
      referer: 'http://a/?key=hunter2',
    };
    const record = exchangeRecord({ ...made, request: { ...made.request, headers } }, undefined);
    expect(JSON.stringify(record)).not.toContain('hunter2');
  });

  it('says what an RTC event is about', () => {
    const invited = ivrExchanges().find(
      ({ content }) => content.form === 'webhook' && content.fields['type'] === 'member:invited',
    )!;
    expect(written(invited)).toMatchObject({
      step: '5b',
      kind: 'rtc-event',
      event: 'member:invited',
      from: '14155550100',
      to: 'alice',
    });
  });

  it('can always be written, however deep a body is', () => {
    const text = `{"a":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`;
    const made = exchange(1, 'voice.event', {});
    const deep: Exchange = {
      ...made,
      request: { ...made.request, body: new TextEncoder().encode(text) },
      content: { form: 'webhook', webhook: understand({}), fields: {} },
    };
    expect(written(deep)).toMatchObject({ request: { form: 'text', body: text } });
  });
});

/** As a reader of the line gets it. */
const written = (made: Exchange): unknown => JSON.parse(JSON.stringify(exchangeRecord(made, ivrFlow())));
