import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkToken, claimsIn } from '../../../src/edge/emulator/check-token.ts';

const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const ours = pair();
const theirs = pair();

const NOW = 1_772_355_600;
const APPLICATION = '11111111-2222-4333-8444-555555555555';
const OTHER = '66666666-7777-4888-8999-000000000000';
const keys: Readonly<Record<string, string>> = {
  [APPLICATION]: ours.publicKey,
  [OTHER]: theirs.publicKey,
  broken: 'PEM',
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const tokenOf = (
  claims: object,
  { key = ours.privateKey, header = { alg: 'RS256', typ: 'JWT' } as object } = {},
): string => {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
};

const CLAIMS = { application_id: APPLICATION, iat: NOW - 10, jti: 'one', exp: NOW + 600 };
const check = (authorization: string | undefined) =>
  checkToken(authorization, (application) => keys[application], NOW);
const checkClaims = (claims: object) => check(`Bearer ${tokenOf(claims)}`);

describe('a token that is good', () => {
  it.each<[string, string]>([
    ['as the SDKs make it', `Bearer ${tokenOf(CLAIMS)}`],
    ['with a small bearer, as the Client SDK writes', `bearer ${tokenOf(CLAIMS)}`],
    ['without exp: 15 minutes', `Bearer ${tokenOf({ ...CLAIMS, exp: undefined, iat: NOW - 890 })}`],
    ['for 24 hours', `Bearer ${tokenOf({ ...CLAIMS, exp: CLAIMS.iat + 86_400 })}`],
    ['with nbf in the past', `Bearer ${tokenOf({ ...CLAIMS, nbf: NOW - 1 })}`],
  ])('%s', (_name, authorization) => {
    expect(check(authorization)).toMatchObject({ ok: true, application: APPLICATION, user: undefined });
  });

  it('names its user', () => {
    expect(checkClaims({ ...CLAIMS, sub: 'alice' })).toMatchObject({ ok: true, user: 'alice' });
  });
});

const hmac = (claims: object): string => {
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', ours.publicKey).update(text).digest('base64url')}`;
};

describe('a token that is refused', () => {
  it.each<[why: string, authorization: string | undefined]>([
    ['there is no Authorization header', undefined],
    [
      'this API wants a JWT of the application, not the API key and secret',
      `Basic ${Buffer.from('a:b').toString('base64')}`,
    ],
    ['the Authorization header is no "Bearer <JWT>"', 'Digest x'],
    ['the Authorization header is no "Bearer <JWT>"', 'Bearer'],
    ['the token is no JWT of three parts', 'Bearer abc'],
    ['the token is no JWT of three parts', 'Bearer a.b.c'],
    ['the token is no JWT of three parts', `Bearer ${tokenOf(CLAIMS)}.more`],
    ['the token is signed with "HS256"; it has to be RS256', `Bearer ${hmac(CLAIMS)}`],
    [
      'the token is signed with "none"; it has to be RS256',
      `Bearer ${part({ alg: 'none' })}.${part(CLAIMS)}.`,
    ],
    ['the token has no application_id', `Bearer ${tokenOf({ ...CLAIMS, application_id: undefined })}`],
    ['there is no application "nobody"', `Bearer ${tokenOf({ ...CLAIMS, application_id: 'nobody' })}`],
    [
      "the token is not signed with this application's private key",
      `Bearer ${tokenOf(CLAIMS, { key: theirs.privateKey })}`,
    ],
    [
      "the token is not signed with this application's private key",
      `Bearer ${tokenOf({ ...CLAIMS, application_id: OTHER })}`,
    ],
    [
      "the token is not signed with this application's private key",
      `Bearer ${tokenOf({ ...CLAIMS, application_id: 'broken' })}`,
    ],
  ])('%s (%#)', (why, authorization) => {
    expect(check(authorization)).toEqual({ ok: false, why });
  });

  it.each<[why: string, claims: object]>([
    ['the token has no iat, the Unix seconds of its making', { iat: undefined }],
    ['the token has no jti, a text that is unique', { jti: undefined }],
    ['the token has no jti, a text that is unique', { jti: '' }],
    ['iat 1772355590000 is in milliseconds; it counts seconds', { iat: CLAIMS.iat * 1000 }],
    ['exp 1772356200000 is in milliseconds; it counts seconds', { exp: CLAIMS.exp * 1000 }],
    ['exp is no number of Unix seconds', { exp: 'tomorrow' }],
    ['exp is more than 24 hours after iat', { exp: CLAIMS.iat + 86_401 }],
    ['exp is less than 30 seconds after iat', { exp: CLAIMS.iat + 29 }],
    ['nbf says that the token counts in 5 s only', { nbf: NOW + 5 }],
  ])('%s', (why, claims) => {
    expect(checkClaims({ ...CLAIMS, ...claims })).toEqual({ ok: false, why });
  });

  it('a token with any one letter changed', () => {
    const token = tokenOf(CLAIMS);
    fc.assert(
      // The last letter has bits that count for nothing.
      fc.property(fc.nat({ max: token.length - 2 }), (index) => {
        const other = token[index] === 'A' ? 'B' : 'A';
        expect(check(`Bearer ${token.slice(0, index)}${other}${token.slice(index + 1)}`).ok).toBe(false);
      }),
    );
  });
});

describe('a token that has expired', () => {
  it.each([
    ['the token expired 1 s ago', { iat: NOW - 100, exp: NOW - 1 }],
    ['the token expired 20 s ago', { iat: NOW - 920, exp: undefined }],
  ])('%s', (why, claims) => {
    expect(checkClaims({ ...CLAIMS, ...claims })).toEqual({ ok: false, why, isExpired: true });
  });
});

describe('what a token says', () => {
  it('is read whoever signed it', () => {
    expect(claimsIn(tokenOf(CLAIMS, { key: theirs.privateKey }))).toMatchObject({
      application_id: APPLICATION,
    });
  });
  it.each(['', 'x', 'a.b.c'])('is nothing in "%s"', (token) => {
    expect(claimsIn(token)).toBeUndefined();
  });
});
