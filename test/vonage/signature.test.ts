import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bearerToken, readToken, SIGNATURE_HEADER } from '../../src/vonage/signature.ts';

// The public test vector of the Ruby SDK (voice-webhooks.md §9).
const SECRET = 'ZYtdTtGV3BCFN7tWmOWr1md66XsquMggr4W2cTtXtcPgfnI0Xw';
const HEADER = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9';
const PAYLOAD =
  'eyJpYXQiOjE1ODc0OTQ5NjIsImp0aSI6ImM1YmE4ZjI0LTFhMTQtNGMxMC1iZmRmLTNmYmU4Y2U1MTFiNSIsImlzcyI6IlZvbmFnZSIsInBheWxv' +
  'YWRfaGFzaCI6ImQ2YzBlNzRiNTg1N2RmMjBlM2I3ZTUxYjMwYzBjMmE0MGVjNzNhNzc4NzliNmYwNzRkZGM3YTIzMTdkZDAzMWIiLCJhcGlfa2V5' +
  'IjoiYTFiMmMzZCIsImFwcGxpY2F0aW9uX2lkIjoiYWFhYWFhYWEtYmJiYi1jY2NjLWRkZGQtMDEyMzQ1Njc4OWFiIn0';
const SIGNATURE = 'JQRKi1d0SQitmjPINfTWMpt3XZkGsLbD7EjCdXoNSbk';

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

describe('signature', () => {
  it('takes the public test vector apart', () => {
    const token = readToken(`${HEADER}.${PAYLOAD}.${SIGNATURE}`);
    expect(token).toEqual({
      header: SIGNATURE_HEADER,
      claims: {
        iat: 1_587_494_962,
        jti: 'c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5',
        iss: 'Vonage',
        payload_hash: 'd6c0e74b5857df20e3b7e51b30c0c2a40ec73a77879b6f074ddc7a2317dd031b',
        api_key: 'a1b2c3d',
        application_id: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
      },
      signed: `${HEADER}.${PAYLOAD}`,
      signature: SIGNATURE,
    });
    expect(createHmac('sha256', SECRET).update(token!.signed).digest('base64url')).toBe(token!.signature);
  });

  it('leaves out claims of another type, and those that it does not know', () => {
    const claims = base64url(
      '{"iat":"1587494962","jti":7,"iss":null,"exp":1,"api_key":"k","__proto__":{"iss":"x"}}',
    );
    expect(readToken(`${HEADER}.${claims}.x`)?.claims).toEqual({ api_key: 'k' });
  });

  it('reads text beyond ASCII', () => {
    expect(readToken(`${HEADER}.${base64url('{"iss":"Vönage \u{1F600}"}')}.`)).toEqual({
      header: SIGNATURE_HEADER,
      claims: { iss: 'Vönage \u{1F600}' },
      signed: `${HEADER}.${base64url('{"iss":"Vönage \u{1F600}"}')}`,
      signature: '',
    });
  });

  it.each([
    ['no dots', 'abc'],
    ['two parts', `${HEADER}.${PAYLOAD}`],
    ['four parts', `${HEADER}.${PAYLOAD}.x.y`],
    ['an empty header', `.${PAYLOAD}.x`],
    ['an empty payload', `${HEADER}..x`],
    ['no base64', `${HEADER}.%%%.x`],
    ['no JSON', `${HEADER}.${base64url('{')}.x`],
    ['a list', `${HEADER}.${base64url('[]')}.x`],
    ['null', `${base64url('null')}.${PAYLOAD}.x`],
    ['nothing', ''],
  ])('refuses %s', (_name, token) => {
    expect(readToken(token)).toBeUndefined();
  });

  it.each([
    ['Bearer a.b.c', 'a.b.c'],
    ['bearer a.b.c', 'a.b.c'],
    ['BEARER   a.b.c  ', 'a.b.c'],
    ['Bearer ', undefined],
    ['Bearer', undefined],
    ['Bearer a b', undefined],
    ['Basic a.b.c', undefined],
    ['a.b.c', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('finds in the header %j the token %j', (header, token) => {
    expect(bearerToken(header)).toBe(token);
  });
});
