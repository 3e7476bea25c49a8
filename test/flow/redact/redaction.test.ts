import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedExchange } from '../../../src/flow/recorded/recorded-exchange.ts';
import { replayable } from '../../../src/flow/recorded/replayable.ts';
import { recordedBody } from '../../../src/flow/recorded-body.ts';
import { redactExchange, redactNotice } from '../../../src/flow/redact/redact-record.ts';
import { makeRedaction } from '../../../src/flow/redact/redaction.ts';
import type { Json, JsonObject } from '../../../src/vonage/json.ts';
import { toQuery } from '../../../src/vonage/query.ts';

/** A record with this body, before it is written. */
const record = (body: Json | Uint8Array, more: JsonObject = {}): JsonObject => ({
  type: 'exchange',
  flow: 'f',
  request: { ...recordedBody(bytes(body), 1e9), sha256: 'of the body' } as unknown as JsonObject,
  reply: { status: 204 },
  ...more,
});

const bytes = (body: Json | Uint8Array): Uint8Array | string =>
  body instanceof Uint8Array ? body : typeof body === 'string' ? body : JSON.stringify(body);

const redacted = (fields: string, given: JsonObject): JsonObject =>
  redactExchange(given, makeRedaction(fields.split(', ')));

describe('a body', () => {
  const rows: readonly (readonly [fields: string, body: Json, kept: Json])[] = [
    ['from', { from: '447700900001', to: '1' }, { from: '***', to: '1' }],
    // At any depth, also as a number, and whatever is inside.
    [
      'from',
      { body: { channel: { from: { type: 'phone', number: 447700900001 } } } },
      { body: { channel: { from: { type: '***', number: '***' } } } },
    ],
    // Through lists, whose places need not be named.
    [
      'speech.results.text',
      { speech: { results: [{ text: 'my name is', confidence: 0.9 }, { text: '' }] } },
      { speech: { results: [{ text: '***', confidence: 0.9 }, { text: '' }] } },
    ],
    [
      'speech.results.0.text',
      { speech: { results: [{ text: 'aaaa' }, { text: 'b' }] } },
      { speech: { results: [{ text: '***' }, { text: '***' }] } },
    ],
    // A path that begins elsewhere is no other path.
    [
      'speech.text',
      { speech: { results: [{ text: 'a' }] }, text: 'b' },
      { speech: { results: [{ text: 'a' }] }, text: 'b' },
    ],
    // What stood there is gone from other texts too, but not from longer words.
    [
      'from',
      { from: '+447700900001', display: 'call 447700900001!', id: '4477009000012' },
      { from: '***', display: 'call ***!', id: '4477009000012' },
    ],
    [
      'name',
      { name: 'alice', path: '/users/alice', malice: 'malice' },
      { name: '***', path: '/users/***', malice: 'malice' },
    ],
    // Ids tell nobody of people, and the record hangs together by them.
    [
      'from',
      {
        from: 'MEM-1b551637-8fb4-41ac-b666-0c61845c36ef',
        a: { from: '1b551637-8fb4-41ac-b666-0c61845c36ef' },
      },
      {
        from: 'MEM-1b551637-8fb4-41ac-b666-0c61845c36ef',
        a: { from: '1b551637-8fb4-41ac-b666-0c61845c36ef' },
      },
    ],
    // Addresses have queries.
    [
      'from',
      { url: 'http://a/b?x=1&from=%2B447700900001#c', next: 'http://a/447700900001' },
      { url: 'http://a/b?x=1&from=***#c', next: 'http://a/***' },
    ],
    // What records are filed and understood by stays, whatever it says.
    [
      'reason',
      { status: 'completed', reason: 'completed', said: 'completed' },
      { status: 'completed', reason: '***', said: '***' },
    ],
    ['from', 'from=447700900001&to=2', 'from=***&to=2'],
    ['dtmf.digits', 'dtmf%5Bdigits%5D=1234&a=b', 'dtmf%5Bdigits%5D=***&a=b'],
    ['from', '{"from": "4477009\\"00001", "to', '{"from": "***", "to'],
    ['from', '{"from": 447700900001, "to', '{"from": "***", "to'],
    // JSON inside JSON that is broken, and in a query that is.
    [
      'from',
      '{"x": "{\\"from\\":\\"4477\\\\\\"1\\",\\"to\\":1}", "to',
      '{"x": "{\\"from\\":\\"***\\",\\"to\\":1}", "to',
    ],
    ['from', 'a=%7B%22from%22%3A%224477%22%2C%22to', 'a=%7B%22from%22%3A%22***%22%2C%22to'],
    ['from', '{"from": "", "to', '{"from": "", "to'],
    // What was pressed and said, as RTC events tell it.
    [
      'dtmf.digits',
      { type: 'audio:dtmf', body: { digits: '5', digit: '5', dtmf_seq: 1 } },
      { type: 'audio:dtmf', body: { digits: '***', digit: '***', dtmf_seq: 1 } },
    ],
    [
      'speech.results',
      { body: { asr: { results: [{ word: 'sales', confidence: 0.9 }], error: '' } } },
      { body: { asr: { results: [{ word: '***', confidence: '***' }], error: '' } } },
    ],
    // An object of which the end is missing, and JSON in a text.
    [
      'speech',
      '{"speech": {"results": [{"text": "hello"}]}, "to": "1", "a',
      '{"speech": "***", "to": "1", "a',
    ],
    ['speech', '{"to": "1", "speech": {"results": [{"text": "hel}lo', '{"to": "1", "speech": "***"'],
    [
      'speech',
      { inner: '{"speech": {"results": [{"text": "hello"}]}}' },
      { inner: '{"speech":{"results":[{"text":"***"}]}}' },
    ],
    // What is not escaped that might be.
    ['from_user', "from_user=Pat O'Brien&to=2".replace(' ', '+'), 'from_user=***&to=2'],
    // The longer of two, one of which is a part of the other.
    [
      'name, display_name',
      {
        name: 'Alice',
        display_name: 'Alice Smith',
        text: 'Hello Alice Smith',
        url: 'http://a/?b=Alice%20Smith',
      },
      { name: '***', display_name: '***', text: 'Hello ***', url: 'http://a/?b=***' },
    ],
    ['from', { from: 'Jo Doe <447700900001>', text: 'Jo Doe <447700900001>' }, { from: '***', text: '***' }],
  ];
  it.each(rows)('%s of %j', (fields, body, kept) => {
    const { request } = redacted(fields, record(body));
    expect(request).toMatchObject({ body: kept });
  });
});

it('says that a body is no longer what it was, and keeps no hash of it', () => {
  const before = record({ from: '447700900001' });
  expect(redacted('from', before)).toEqual({
    type: 'exchange',
    flow: 'f',
    request: { form: 'json', body: { from: '***' }, masked: true },
    reply: { status: 204 },
    redacted: true,
  });
  expect(redacted('to', before)).toBe(before);
});

it('redacts parameters, headers, the reply, and what there is to say', () => {
  const query = toQuery({ from: '447700900001', to: '14155550100', dtmf: { digits: '1', timed_out: false } });
  const given = record('', {
    from: '447700900001',
    to: '14155550100',
    request: { query, path: '/a/447700900001', headers: { 'x-caller': 'Bob', host: 'h' } },
    reply: { form: 'json', body: [{ action: 'talk', text: 'You are 447700900001' }] },
    forward: { url: 'http://localhost/answer?from=447700900001' },
    problems: ['no route to 447700900001'],
  });
  expect(redacted('from, dtmf.digits, x-caller', given)).toEqual({
    type: 'exchange',
    flow: 'f',
    from: '***',
    to: '14155550100',
    request: {
      query: 'from=***&to=14155550100&dtmf=%7B%22digits%22%3A%22***%22%2C%22timed_out%22%3Afalse%7D',
      path: '/a/***',
      headers: { 'x-caller': '***', host: 'h' },
    },
    reply: { form: 'json', body: [{ action: 'talk', text: 'You are ***' }], masked: true },
    forward: { url: 'http://localhost/answer?from=***' },
    problems: ['no route to ***'],
    redacted: true,
  });
});

it('takes all of a parameter, also when it is not escaped', () => {
  const rows: readonly (readonly [query: string, kept: string])[] = [
    ["from_user=O'Brien&to=1", 'from_user=***&to=1'],
    ['speech={"results":[{"text":"hello"}]}&to=1', 'speech=***&to=1'],
  ];
  for (const [query, kept] of rows) {
    const forward = { url: `http://localhost/answer?${query}` };
    expect(redacted('from_user, speech', record('', { request: { query }, forward }))).toMatchObject({
      request: { query: kept },
      forward: { url: `http://localhost/answer?${kept}` },
    });
  }
});

it('takes out of the reply what stood in an object of a query', () => {
  const query = toQuery({ speech: { results: [{ text: 'blue house' }] } });
  const given = record('', {
    request: { query },
    reply: { form: 'json', body: [{ action: 'talk', text: 'You said blue house' }] },
  });
  expect(redacted('speech', given)).toMatchObject({ reply: { body: [{ text: 'You said ***' }] } });
});

it('takes out a field that stands twice in a body', () => {
  const { request } = redacted('from', record('{"from":"447700900001","from":""}'));
  expect(request).toMatchObject({ body: { from: '' }, masked: true });
  expect(JSON.stringify(request)).not.toMatch(/447700900001|of the body/);
});

it('looks at a reply that came too late as at any other', () => {
  const odd = Uint8Array.from([255, ...new TextEncoder().encode('{"from":"447700900001"}')]);
  for (const body of [odd, '{"from": {"name": "Bob"}}']) {
    const late = { type: 'late-reply', exchange: 1, reply: { ...recordedBody(body, 999) } as JsonObject };
    const kept = redactNotice(late, makeRedaction(['from']));
    expect(kept).toMatchObject({ reply: { masked: true } });
    expect(JSON.stringify(kept['reply'] as JsonObject)).not.toMatch(/NDQ3NzAwO|447700900001|Bob/);
  }
});

it('knows the fields of webhooks in what an emulator tells', () => {
  const redaction = makeRedaction(['dtmf.digits', 'speech.results']);
  const line = (name: string, more: JsonObject): JsonObject => ({
    type: 'platform',
    name,
    leg: 'l',
    ...more,
  });
  const rows: readonly (readonly [told: JsonObject, kept: JsonObject])[] = [
    [line('keys-pressed', { by: 'caller', keys: '12' }), { by: 'caller', keys: '***' }],
    [line('words-spoken', { by: 'caller', text: 'hello' }), { by: 'caller', text: '***' }],
    [line('keys-sent', { keys: '1p2' }), { keys: '1p2' }],
    [line('member-joined', { who: 'alice' }), { who: 'alice' }],
  ];
  for (const [told, kept] of rows) expect(redactNotice(told, redaction)).toMatchObject(kept);
});

it('looks at what is legible of bytes that are no text', () => {
  const { request } = redacted('from', record(new TextEncoder().encode('\u0000{"from":"447700900001"}')));
  expect(JSON.stringify(request)).not.toContain('447700900001');
  const odd = Uint8Array.from([255, ...new TextEncoder().encode('{"from":"447700900001"}')]);
  expect(redacted('from', record(odd)).request).toMatchObject({
    form: 'text',
    masked: true,
    body: '\ufffd{"from":"***"}',
  });
});

it('is told of when it cannot be sent again', () => {
  const given = { ...IVR[2]!, redacted: true };
  expect(replayable(recordedExchange(redacted('from', IVR[0]!))!)).toEqual({
    why: 'fields of it were redacted when it was recorded, as the config wants it, so the same cannot be sent',
  });
  expect(replayable(recordedExchange(redacted('nothing', given))!)).toMatchObject({ method: 'POST' });
});

it('knows a number again in later records of the run', () => {
  const redaction = makeRedaction(['from']);
  redactExchange(record({ from: '447700900001' }), redaction);
  const joined = { type: 'platform', name: 'member-joined', leg: 'l', who: '447700900001' };
  expect(redactNotice(joined, redaction)).toEqual({ ...joined, who: '***' });
  const told = { type: 'platform', name: 'client-event', user: 'alice', event: 'rtc:hangup' };
  expect(redactNotice(told, redaction)).toEqual({ ...told, user: '***' });
  const ended = {
    type: 'flow-ended',
    flow: 'f',
    from: '1',
    legs: [{ leg: 'l', from: 'bob', status: 'ringing' }],
  };
  expect(redactNotice(ended, redaction)).toEqual({
    ...ended,
    from: '***',
    legs: [{ leg: 'l', from: '***', status: 'ringing' }],
  });
  const ready = { type: 'ready', numbers: ['447700900001'] };
  expect(redactNotice(ready, redaction)).toBe(ready);
});

it('tells of fields that nothing had, once there was anything', () => {
  const redaction = makeRedaction(['from', 'speech.reslts']);
  expect(redaction.unmatched()).toEqual([]);
  redactExchange(record({ from: 'a' }), redaction);
  expect(redaction.unmatched()).toEqual(['speech.reslts']);
  redaction.use([]);
  expect([redaction.isOn, redaction.unmatched()]).toEqual([false, []]);
});

const IVR = readFileSync(new URL('../../cases/flows/records/ivr.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => JSON.parse(line) as JsonObject);

it('leaves a recorded call that is filed and understood as before, without its numbers', () => {
  const redaction = makeRedaction(['from', 'to']);
  const facts = (one: JsonObject) => {
    const { exchange, flow } = recordedExchange(one)!;
    const { content } = exchange;
    return [flow, content.form === 'webhook' && content.webhook.kind, one['leg'], one['conversation']];
  };
  for (const one of IVR) {
    const kept = redactExchange(one, redaction);
    expect(facts(kept)).toEqual(facts(one));
    expect(JSON.stringify(kept)).not.toMatch(/447700900001|14155550100/);
  }
});

it('a law: no text of a field is left, wherever it stands in the body', () => {
  const number = fc.stringMatching(/^[1-9]\d{8,13}$/);
  const other = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
  const around = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      number.map((from): Json => ({ from, said: `I am ${from}.`, uri: `sip:${from}@example.com` })),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('body', 'channel', 'a'), tie('value')),
      other,
    ),
  })).value;
  fc.assert(
    fc.property(around, (body) => {
      const text = JSON.stringify(body);
      const numbers = [...text.matchAll(/"from":"(\d+)"/g)].map(([, one]) => one!);
      const kept = JSON.stringify(redacted('from', record(body)));
      for (const one of numbers) expect(kept).not.toContain(one);
    }),
    { numRuns: 300 },
  );
});
