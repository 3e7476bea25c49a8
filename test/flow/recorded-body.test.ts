import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, recordedBody } from '../../src/flow/recorded-body.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const UNBOUNDED = Number.POSITIVE_INFINITY;

describe('a recorded body', () => {
  it.each([
    ['nothing', '', {}],
    ['compact JSON', '{"a":1}', { form: 'json', body: { a: 1 } }],
    ['JSON with white space', '{ "a": 1 }', { form: 'json', body: { a: 1 }, raw: '{ "a": 1 }' }],
    [
      'a number that JavaScript writes otherwise',
      '{"a":1.0}',
      { form: 'json', body: { a: 1 }, raw: '{"a":1.0}' },
    ],
    ['text', 'a=1&b=2', { form: 'text', body: 'a=1&b=2' }],
    ['a secret in JSON', '{"password":"x"}', { form: 'json', body: { password: '***' }, masked: true }],
    [
      'a secret spelled with an escape',
      '{"\\u0070assword":"x"}',
      { form: 'json', body: { password: '***' }, masked: true },
    ],
    [
      'a secret that stands twice',
      '{"password":"x","password":""}',
      { form: 'json', body: { password: '' }, masked: true },
    ],
    ['no secret', '{ "password": "" }', { form: 'json', body: { password: '' }, raw: '{ "password": "" }' }],
    ['a secret in a form', 'token=abc', { form: 'text', body: 'token=***', masked: true }],
    ['broken JSON', '{"a":', { form: 'text', body: '{"a":' }],
    ['JSON that is too deep to be worth it', '['.repeat(300), { form: 'text', body: '['.repeat(300) }],
  ])('%s', (_name, text, expected) => {
    expect(recordedBody(bytes(text), UNBOUNDED)).toEqual(expected);
  });

  it('keeps bytes that are no text as base64', () => {
    expect(recordedBody(Uint8Array.of(0xff, 0x00, 0x41), UNBOUNDED)).toEqual({
      form: 'base64',
      body: '/wBB',
    });
  });

  it('hides no secret in base64', () => {
    expect(
      recordedBody(Uint8Array.of(...bytes('password":"abc"\n?token=abc '), 0xff), UNBOUNDED),
    ).toMatchObject({
      form: 'text',
      masked: true,
    });
  });

  it('keeps the beginning of what is too long', () => {
    expect(recordedBody('abcdef', 4)).toEqual({ form: 'text', body: 'abcd', ofBytes: 6 });
    expect(recordedBody(Uint8Array.of(0xff, 1, 2, 3), 3)).toEqual({
      form: 'base64',
      body: '/wEC',
      ofBytes: 4,
    });
  });

  it('gives the very bytes back, or says that it cannot', () => {
    const json = fc.json().map(bytes);
    const text = fc.string({ unit: 'binary' }).map(bytes);
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), json, text), (body) => {
        const recorded = recordedBody(body, UNBOUNDED);
        const again = bytesOf(JSON.parse(JSON.stringify(recorded)));
        expect(again).toEqual(recorded.masked ? undefined : new Uint8Array(body));
      }),
    );
  });

  it('keeps a byte order mark', () => {
    const body = Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d);
    expect(bytesOf(recordedBody(body, UNBOUNDED))).toEqual(body);
  });
});
