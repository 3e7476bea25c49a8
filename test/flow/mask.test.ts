import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecretName, maskJson, maskText } from '../../src/flow/mask.ts';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjE3NzIzNTc0NDJ9.c2lnbmF0dXJl-_';

describe('texts', () => {
  it.each([
    ['a secret parameter', 'https://a.example/x?token=abc&to=1', 'https://a.example/x?token=***&to=1'],
    [
      'any spelling of it',
      '/x?API_KEY=a&clientSecret=b&password=c&sig=d&key=e',
      '/x?API_KEY=***&clientSecret=***&password=***&sig=***&key=***',
    ],
    ['a query alone', 'signature=abc&from=1', 'signature=***&from=1'],
    [
      'a URL inside a parameter',
      'cb=https%3A%2F%2Fa%3Ftoken%3Dabc%26x%3D1&to=2',
      'cb=https%3A%2F%2Fa%3Ftoken%3D***%26x%3D1&to=2',
    ],
    ['a JWT', `got ${JWT} here`, 'got *** here'],
    ['a bearer token', 'Authorization is Bearer 0123456789abcdef.', 'Authorization is Bearer ***'],
    ['a header written out', 'authorization: Basic dXNlcjpwYXNz', 'authorization: ***'],
    ['basic credentials', 'sent Basic dXNlcjpwYXNz to it', 'sent Basic *** to it'],
    ['a password in a URL', 'https://me:hunter2@a.example/x', 'https://me:***@a.example/x'],
    [
      'a SIP password',
      'sip:alice:hunter2@pbx.example;transport=tls',
      'sip:alice:***@pbx.example;transport=tls',
    ],
    ['a key in broken JSON', '{"password": "hun\\"ter2", "a": 1', '{"password": "***", "a": 1'],
    ['a key in JSON inside JSON', '{"x":"{\\"secret\\":\\"abc\\"}"}', '{"x":"{\\"secret\\":\\"***\\"}"}'],
    [
      'a key in JSON in a query',
      'a=%7B%22api_key%22%3A%20%22abc%22%2C%22b%22%3A1%7D&c=1',
      'a=%7B%22api_key%22%3A%20%22***%22%2C%22b%22%3A1%7D&c=1',
    ],
    [
      'a list or an object under a key in JSON that is cut off',
      '{"tokens": ["a", "b]"], "secret": {"a": {"b": "}"}}, "x": 1, "credentials": {"a": "b',
      '{"tokens": "***", "secret": "***", "x": 1, "credentials": "***"',
    ],
    [
      'an object under a key in JSON that is cut off in a query',
      'a=%7B%22secret%22%3A%7B%22a%22%3A%5B1%5D%7D%2C%22b%22%3A1',
      'a=%7B%22secret%22%3A%22***%22%2C%22b%22%3A1',
    ],
    ['a value behind a raw line break', '{"password": "hun\nter2", "a": 1', '{"password": "***", "a": 1'],
    [
      'a value that ends in a backslash',
      '{"x":"{\\"secret\\":\\"a\\\\\\\\\\",\\"b\\":1}", "secret": "a\\\\", "b": 1',
      '{"x":"{\\"secret\\":\\"***\\",\\"b\\":1}", "secret": "***", "b": 1',
    ],
    [
      'a password in a URL in a parameter',
      'cb=https%3A%2F%2Fuser%3Apass%40host&to=1&b=https%253A%252F%252Fuser%253Apass%2540host',
      'cb=https%3A%2F%2Fuser%3A***%40host&to=1&b=https%253A%252F%252Fuser%253A***%2540host',
    ],
    [
      'a SIP password in JSON in a query',
      'a=%7B%22uri%22%3A%22sip%3Aalice%3Ahunter2%40pbx%22%7D',
      'a=%7B%22uri%22%3A%22sip%3Aalice%3A***%40pbx%22%7D',
    ],
    [
      'a header in a parameter',
      'h=Authorization%3A%20Bearer%20abc%3D%3D&to=1&i=a%0AX-Api-Key%3A+k1%0Ab',
      'h=Authorization%3A%20***&to=1&i=a%0AX-Api-Key%3A+***%0Ab',
    ],
    [
      'credentials in a parameter',
      'a=Bearer%20abcdef12%2B%3D&b=Basic%20dXNlcjpwYXNz%3D&c=Bearer+0123456789abcdef',
      'a=Bearer%20***&b=Basic%20***&c=Bearer+***',
    ],
    ['all of a parameter, whatever stands in it', "to=1&password=a'b;c%26d&x=1", 'to=1&password=***&x=1'],
    [
      'a parameter in a sentence',
      "see 'https://a.example/?password=a'b' or <a href='/?token=abc'>",
      "see 'https://a.example/?password=***' or <a href='/?token=***'>",
    ],
    [
      'an address of nobody who has a password',
      'from=sip%3Aalice%40pbx.example&at=09%3A30&mail=a%40b.example',
      'from=sip%3Aalice%40pbx.example&at=09%3A30&mail=a%40b.example',
    ],
    ['words in a form', 'text=basic+billing+questions+please', 'text=basic+billing+questions+please'],
    ['a key without a value', '{"password": "", "a": 1', '{"password": "", "a": 1'],
    [
      'words of people stay',
      'For basic billing questions press the star key',
      'For basic billing questions press the star key',
    ],
    ['a port is no password', 'http://127.0.0.1:4747/webhooks', 'http://127.0.0.1:4747/webhooks'],
    [
      'what is about a token stays',
      '/x?token_type=bearer&access_key_id=7',
      '/x?token_type=bearer&access_key_id=7',
    ],
  ])('%s', (_name, text, expected) => {
    expect(maskText(text)).toBe(expected);
    expect(maskText(maskText(text))).toBe(maskText(text));
  });

  it('is quick with hostile text', () => {
    const hostile = [
      'sip:',
      'eyJ-',
      '?token',
      '"a":',
      'bearer ',
      '//a:',
      'authorization :',
      '%3f',
      'secret',
      '%22token',
      '"token":{',
      '"token_type":{',
      '"token":"',
      '\\',
      'bearer+',
      '%2f%2fa%3a',
      'cookie%3a',
      'basic%20a',
    ];
    for (const part of hostile) expect(typeof maskText(part.repeat(50_000))).toBe('string');
  });
});

describe('JSON', () => {
  it.each([
    [
      'a websocket endpoint',
      { authorization: { type: 'custom', value: 'Bearer abc' } },
      { authorization: { type: 'custom', value: '***' } },
    ],
    [
      'a websocket endpoint with Vonage’s own token',
      { authorization: { type: 'vonage' } },
      { authorization: { type: 'vonage' } },
    ],
    [
      'a SIP channel',
      { channel: { type: 'sip', username: 'alice', password: 'hunter2' } },
      { channel: { type: 'sip', username: 'alice', password: '***' } },
    ],
    [
      'headers',
      { headers: { Authorization: 'abc', 'X-Api-Key': 'k', a: 'b' } },
      { headers: { Authorization: '***', 'X-Api-Key': '***', a: 'b' } },
    ],
    [
      'URLs of an NCCO',
      [{ action: 'input', eventUrl: ['https://a/x?token=1'] }],
      [{ action: 'input', eventUrl: ['https://a/x?token=***'] }],
    ],
    ['a number is a secret, too', { pin: 1, secret: 1234 }, { pin: 1, secret: '***' }],
    ['a list of them', { tokens: ['a', 'b'] }, { tokens: '***' }],
    ['keys that are pressed', { keys: '12#', key: '1' }, { keys: '12#', key: '1' }],
    ['nothing there', { token: null, password: '' }, { token: null, password: '' }],
  ])('%s', (_name, value, expected) => {
    expect(maskJson(value)).toEqual(expected);
  });

  it('gives the very same value back when there is nothing to mask', () => {
    const value = { a: [1, { b: 'c' }], d: null };
    expect(maskJson(value)).toBe(value);
  });

  it('keeps no secret at any depth', () => {
    const wrapped = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constant({ password: 'hunter2' }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(wrapped, (value) => {
        // Made of objects, lists and texts only.
        expect(JSON.stringify(maskJson(value as never))).not.toContain('hunter2');
      }),
    );
  });
});

it.each([
  ['x-api-key', true],
  ['set-cookie', true],
  ['privateKey', true],
  ['token_type', false],
  ['content-type', false],
  ['conversation_uuid', false],
])('%s is a secret name: %s', (name, expected) => {
  expect(isSecretName(name)).toBe(expected);
});
