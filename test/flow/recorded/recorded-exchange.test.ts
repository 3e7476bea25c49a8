import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/flow/exchange.ts';
import { exchangeLine, exchangeRecord, harmless } from '../../../src/flow/exchange-record.ts';
import { recordedExchange } from '../../../src/flow/recorded/recorded-exchange.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';
import { understand } from '../../../src/vonage/webhook.ts';
import {
  answerFields,
  CALLER_LEG,
  exchange,
  ivrExchanges,
  ivrFlow,
  repliedWith,
} from '../../support/ivr-call.ts';

const one = (changes: Partial<Exchange>): Exchange => ({ ...ivrExchanges().at(-1)!, ...changes });
const event = ivrExchanges().at(-1)!.request;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const EXCHANGES: Readonly<Record<string, Exchange>> = {
  ...Object.fromEntries(ivrExchanges().map((made) => [`${made.request.id} of an IVR`, made])),
  'an answer webhook by GET, refused': exchange(12, 'voice.answer', answerFields, {
    request: {
      ...event,
      method: 'GET',
      query: new URLSearchParams(answerFields as Record<string, string>).toString(),
      body: new Uint8Array(),
    },
    standing: { state: 'refused', reason: 'secret', explanation: 'the HMAC does not fit' },
    reply: { status: 401, headers: { 'content-type': 'application/json' }, body: '{"title":"no"}' },
    problems: ['no'],
  }),
  'a second try': one({ standing: { state: 'verified', secondTry: true } }),
  'of an NCCO': one({ target: { at: 'ncco', name: 'menu' }, ...repliedWith('menu', ['talk', 'input']) }),
  'forwarded, without a reply': one({
    origin: { by: 'forward', url: 'http://localhost:8080/event', milliseconds: 3, failure: 'refused' },
    reply: { status: 502, headers: {}, body: '' },
  }),
  'answered by the safety net, near the deadline': one({
    origin: {
      by: 'ncco',
      name: 'sorry',
      actions: ['talk'],
      insteadOf: { url: 'http://localhost:1/', milliseconds: 9, why: 'slow' },
    },
    remarks: ['the NCCO is the safety net'],
    deadline: { slot: 'voice.answer', limit: 5000, tunnel: 12 },
  }),
  'a WebSocket that is built in': one({
    request: { ...event, method: 'GET', path: '/ws/echo', body: new Uint8Array(), upgrade: 'websocket' },
    target: { at: 'built-in', socket: 'echo' },
    content: { form: 'websocket' },
    reply: { status: 101, headers: {}, body: '' },
  }),
  'nothing at all': one({ request: { ...event, body: new Uint8Array() }, content: { form: 'empty' } }),
  'a form': one({
    request: { ...event, headers: { 'content-type': 'text/plain' }, body: bytes('hello') },
    target: { at: 'forward' },
    content: { form: 'other', contentType: 'text/plain' },
  }),
  'bad JSON': one({
    request: { ...event, body: bytes('{"a":') },
    content: { form: 'bad-json', complaint: 'Unexpected end of JSON input' },
  }),
  'bytes that are no text': one({
    request: { ...event, headers: { 'content-type': 'audio/l16' }, body: Uint8Array.of(255, 254, 0) },
    target: { at: 'unknown' },
    content: { form: 'other', contentType: 'audio/l16' },
  }),
  'JSON with white space, of which the text counts': one({
    request: { ...event, body: bytes('{ "status": "completed" }') },
    content: {
      form: 'webhook',
      fields: { status: 'completed' },
      webhook: understand({ status: 'completed' }),
    },
  }),
  'cut off': one({
    content: { form: 'cut-off', complaint: 'the body is over the limit of 1 MiB' },
    reply: { status: 413, headers: {}, body: '' },
  }),
};

const read = (made: Exchange) => recordedExchange(JSON.parse(exchangeLine(made, ivrFlow())) as JsonObject);

describe('an exchange that was read back', () => {
  it.each(Object.entries(EXCHANGES))('gives the same record again: %s', (_name, made) => {
    const back = read(made);
    expect(back?.flow).toBe(CALLER_LEG);
    expect(back && written(back.exchange)).toEqual(written(made));
    expect(back?.exchange.content.form).toBe(made.content.form);
    expect(back && Buffer.from(back.exchange.request.body).equals(Buffer.from(made.request.body))).toBe(true);
  });

  it('keeps what was masked as it stands', () => {
    const made = one({
      request: { ...event, body: bytes('{"status":"completed","token":"hush-hush"}') },
      content: { form: 'bad-json', complaint: '' },
    });
    expect(Buffer.from(read(made)?.exchange.request.body ?? '').toString()).toBe(
      '{"status":"completed","token":"***"}',
    );
  });

  it.each<[string, JsonObject]>([
    ['no number', { at: '2026-03-01T09:30:00.000Z', request: { path: '/' } }],
    ['no time', { id: 1, at: 'yesterday', request: { path: '/' } }],
    ['no request', { id: 1, at: '2026-03-01T09:30:00.000Z' }],
    ['a path that is no text', { id: 1, at: '2026-03-01T09:30:00.000Z', request: { path: 7 } }],
  ])('is none with %s', (_name, record) => {
    expect(recordedExchange(record)).toBeUndefined();
  });

  it.each<[string, JsonObject]>([
    [
      'types of all its fields wrong',
      { flow: 7, target: [], slot: 'x', signature: 'no', reply: 'no', problems: 'no', deadline: 1 },
    ],
    ['base64 that is none', { request: { path: '/', form: 'base64', body: '%%%' }, kind: 'other' }],
    ['a reason of tomorrow', { signature: { state: 'refused', reason: 'moon', explanation: 'full' } }],
  ])('stands what somebody edited: %s', (_name, changes) => {
    const record = {
      id: 1,
      at: '2026-03-01T09:30:00.000Z',
      request: { path: '/' },
      ...changes,
    } as JsonObject;
    const back = recordedExchange(record);
    expect(back && exchangeRecord(back.exchange, undefined)).toMatchObject({ id: 1 });
    expect(back && Buffer.from(back.exchange.request.body).length).toBe(0);
  });
});

const written = (made: Exchange): unknown =>
  JSON.parse(harmless(JSON.stringify(exchangeRecord(made, ivrFlow()))));
