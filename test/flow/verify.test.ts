import { describe, expect, it } from 'vitest';
import type { Standing } from '../../src/flow/standing.ts';
import { noTokensSeen, type SignatureRules, verify } from '../../src/flow/verify.ts';
import type { WebhookRequest } from '../../src/flow/webhook-request.ts';
import { hashes, signedHeader, webhookRequest } from '../support/requests.ts';

const SECRET = 'ZYtdTtGV3BCFN7tWmOWr1md66XsquMggr4W2cTtXtcPgfnI0Xw';
const BODY = { status: 'ringing', uuid: 'leg-1', conversation_uuid: 'CON-1' };
const NOW = Date.parse('2026-03-01T09:30:00.000Z') / 1000;
const RULES: SignatureRules = { secret: SECRET, apiKey: 'a1b2c3d', applicationId: 'app-1', required: false };

const claims = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  iat: NOW,
  jti: 'c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5',
  iss: 'Vonage',
  payload_hash: hashes.sha256Hex(JSON.stringify(BODY)),
  api_key: 'a1b2c3d',
  application_id: 'app-1',
  ...more,
});

const check = (request: WebhookRequest, rules = RULES, seen = noTokensSeen()): Standing =>
  verify(request, request.body.byteLength ? hashes.sha256Hex(request.body) : undefined, rules, seen, hashes);

const signed = (
  authorization: string,
  part: Parameters<typeof webhookRequest>[0] = { body: BODY },
): WebhookRequest =>
  webhookRequest({ ...part, headers: { 'content-type': 'application/json', authorization } });

const outcome = (standing: Standing): string =>
  standing.state === 'refused' ? `refused: ${standing.reason}` : standing.state;

describe('the four standings', () => {
  it.each<
    [name: string, authorization: string | undefined, rules: Partial<SignatureRules>, expected: string]
  >([
    ['signed as Vonage signs', signedHeader(SECRET, claims()), {}, 'verified'],
    ['the scheme in lower case', signedHeader(SECRET, claims()).replace('Bearer', 'bearer'), {}, 'verified'],
    ['no header', undefined, {}, 'unsigned'],
    ['an empty header', '', {}, 'unsigned'],
    ['Basic instead of Bearer', 'Basic YTpi', {}, 'unsigned'],
    ['no header, signature required', undefined, { required: true }, 'refused: unsigned'],
    ['signed, no secret known', signedHeader(SECRET, claims()), { secret: undefined }, 'unchecked'],
    [
      'no secret known, signature required',
      signedHeader(SECRET, claims()),
      { secret: undefined, required: true },
      'refused: unsigned',
    ],
    ['not a JWT', 'Bearer abc', {}, 'refused: malformed'],
    ['a JWT of broken parts', 'Bearer a.b.c', {}, 'refused: malformed'],
    ['algorithm none', signedHeader(SECRET, claims(), { alg: 'none' }), {}, 'refused: algorithm'],
    ['algorithm RS256', signedHeader(SECRET, claims(), { alg: 'RS256' }), {}, 'refused: algorithm'],
    ['another secret', signedHeader('other', claims()), {}, 'refused: secret'],
    ['another issuer', signedHeader(SECRET, claims({ iss: 'Nexmo' })), {}, 'refused: issuer'],
    ['another API key', signedHeader(SECRET, claims({ api_key: 'zzz' })), {}, 'refused: api-key'],
    [
      'another application',
      signedHeader(SECRET, claims({ application_id: 'app-2' })),
      {},
      'refused: application',
    ],
    [
      'the application in capitals',
      signedHeader(SECRET, claims({ application_id: 'APP-1' })),
      {},
      'verified',
    ],
    ['no application claim', signedHeader(SECRET, claims({ application_id: undefined })), {}, 'verified'],
    ['just young enough', signedHeader(SECRET, claims({ iat: NOW - 300 })), {}, 'verified'],
    ['too old', signedHeader(SECRET, claims({ iat: NOW - 301 })), {}, 'refused: age'],
    ['from the future', signedHeader(SECRET, claims({ iat: NOW + 301 })), {}, 'refused: age'],
    ['iat in milliseconds', signedHeader(SECRET, claims({ iat: NOW * 1000 })), {}, 'refused: age'],
    ['no iat', signedHeader(SECRET, claims({ iat: undefined })), {}, 'refused: age'],
    [
      'another body hash',
      signedHeader(SECRET, claims({ payload_hash: '0'.repeat(64) })),
      {},
      'refused: body-hash',
    ],
    [
      'an upper-case hash',
      signedHeader(SECRET, claims({ payload_hash: hashes.sha256Hex(JSON.stringify(BODY)).toUpperCase() })),
      {},
      'refused: body-hash',
    ],
    ['no hash at all', signedHeader(SECRET, claims({ payload_hash: undefined })), {}, 'verified'],
  ])('%s → %s', (_name, authorization, rules, expected) => {
    const request = authorization === undefined ? webhookRequest({ body: BODY }) : signed(authorization);
    expect(outcome(check(request, { ...RULES, ...rules }))).toBe(expected);
  });

  it('hashes the bytes as they came, also when they are not UTF-8', () => {
    const bytes = Uint8Array.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    const request = signed(signedHeader(SECRET, claims({ payload_hash: hashes.sha256Hex(bytes) })), {
      body: bytes,
    });
    expect(outcome(check(request))).toBe('verified');
  });

  it('never refuses a GET for its hash, since nobody documents what is hashed', () => {
    const request = signed(signedHeader(SECRET, claims({ payload_hash: '0'.repeat(64) })), {
      method: 'GET',
      query: 'to=1',
    });
    expect(outcome(check(request))).toBe('verified');
  });
});

describe('the same token again', () => {
  const first = signed(signedHeader(SECRET, claims()));
  const later = (seconds: number, part: Partial<WebhookRequest> = {}): WebhookRequest => ({
    ...first,
    ...part,
    receivedAt: first.receivedAt + seconds * 1000,
  });

  it.each<[name: string, request: WebhookRequest, expected: Standing | string]>([
    ['at once, same body: the platform tries twice', later(1), { state: 'verified', secondTry: true }],
    ['within a minute', later(60), { state: 'verified', secondTry: true }],
    ['after a minute', later(61), 'refused: replay'],
  ])('%s', (_name, request, expected) => {
    const seen = noTokensSeen();
    check(first, RULES, seen);
    const standing = check(request, RULES, seen);
    expect(typeof expected === 'string' ? outcome(standing) : standing).toEqual(expected);
  });

  it('refuses another query with the token of an earlier GET', () => {
    const seen = noTokensSeen();
    const get = signed(signedHeader(SECRET, claims()), { method: 'GET', query: 'to=1' });
    check(get, RULES, seen);
    expect(outcome(check({ ...get, query: 'to=2' }, RULES, seen))).toBe('refused: replay');
  });

  it('stays bounded', () => {
    const seen = noTokensSeen();
    for (let index = 0; index < 45_000; index += 1) {
      check(signed(signedHeader(SECRET, claims({ jti: `jti-${index}` }))), RULES, seen);
    }
    expect(seen.young.size + seen.old.size).toBeLessThanOrEqual(40_000);
  });
});

it('says that the clock is wrong once three tokens are off alike', () => {
  const seen = noTokensSeen();
  const explanations = [3600, 3605, 3610].map((late, index) => {
    const standing = check(
      signed(signedHeader(SECRET, claims({ iat: NOW - late, jti: `jti-${index}` }))),
      RULES,
      seen,
    );
    return standing.state === 'refused' ? standing.explanation : standing.state;
  });
  expect(explanations).toEqual([
    'the token is 3600 s old; 300 s are allowed. An old request sent again, or a wrong clock',
    'the token is 3605 s old; 300 s are allowed. An old request sent again, or a wrong clock',
    "the token is 3610 s old; 300 s are allowed. All tokens lately are off by about that much: this computer's clock is wrong",
  ]);
});

it('explains a refusal with both hashes', () => {
  const standing = check(signed(signedHeader(SECRET, claims({ payload_hash: 'ab'.repeat(32) }))));
  expect(standing).toEqual({
    state: 'refused',
    reason: 'body-hash',
    explanation: `the body was changed on its way: payload_hash is ${'ab'.repeat(32)}, the ${JSON.stringify(BODY).length} bytes that arrived hash to ${hashes.sha256Hex(JSON.stringify(BODY))}`,
  });
});
