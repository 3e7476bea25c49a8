import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCredentialName, maskSecrets } from '../../../src/edge/config/mask-secrets.ts';

describe('a secret in a text', () => {
  it.each([
    { name: 'YAML', text: 'apiSecret: abc # x', is: 'apiSecret: *******' },
    { name: 'JSON', text: '{"api_secret": "a\\"b", "port": 1}', is: '{"api_secret": ******, "port": 1}' },
    { name: 'single quotes', text: "password: 'abc'  # x", is: 'password: *****  # x' },
    { name: 'a misspelt name', text: 'privateKeyy: abc', is: 'privateKeyy: ***' },
    { name: 'an open quote', text: 'token: "abc\nport: 1', is: 'token: ****\nport: 1' },
    {
      name: 'a private key',
      text: 'x: |\n -----BEGIN K-----\n ab\n -----END K-----\ny: 1',
      is: 'x: |\n *****************\n***\n****************\ny: 1',
    },
    { name: 'a private key without an end', text: '-----BEGIN K-----\nab', is: '*****************\n**' },
    { name: 'a password in a URL', text: 'http://bob:abc@host', is: 'http://bob:***@host' },
    {
      name: 'nothing secret',
      text: 'port: 4747\nforward: http://host:80/a@b',
      is: 'port: 4747\nforward: http://host:80/a@b',
    },
  ])('$name', ({ text, is }) => {
    expect(maskSecrets(text)).toBe(is);
  });

  it('a place that is known to be one', () => {
    expect(maskSecrets('a: b\nc', [{ start: 3, end: 6 }])).toBe('a: *\n*');
  });

  it('leaves every place where it was', () => {
    const text = fc
      .array(fc.constantFrom('secret', ': ', '"', "'", '\n', 'abc', '-----BEGIN', '://a:', '@', '😀', '='))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (words) => {
        const masked = maskSecrets(words);
        expect(masked.length).toBe(words.length);
        expect(masked.split('\n').map(({ length }) => length)).toEqual(
          words.split('\n').map(({ length }) => length),
        );
      }),
    );
  });

  it.each([
    ['apiKey', true],
    ['API_SECRET', true],
    ['private-key', true],
    ['signatureSecret', true],
    ['port', false],
    ['application', false],
  ])('%s is a name of one: %j', (name, is) => {
    expect(isCredentialName(name)).toBe(is);
  });
});
