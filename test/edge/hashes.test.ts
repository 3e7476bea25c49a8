import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { realHashes } from '../../src/edge/hashes.ts';

const { sha256Hex, hmacSha256 } = realHashes();

it('is the HMAC of node:crypto, for keys below, at and above a block', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 500 }),
      (key, text) => {
        expect(hmacSha256(key, text)).toBe(createHmac('sha256', key).update(text).digest('base64url'));
      },
    ),
  );
  for (const length of [0, 1, 63, 64, 65, 128]) {
    const key = 'k'.repeat(length);
    expect(hmacSha256(key, 'text')).toBe(createHmac('sha256', key).update('text').digest('base64url'));
  }
});

it('is the SHA-256 of node:crypto', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
  );
});

it('holds for the public test vector of voice-webhooks.md §9', () => {
  const secret = 'ZYtdTtGV3BCFN7tWmOWr1md66XsquMggr4W2cTtXtcPgfnI0Xw';
  const signed =
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE1ODc0OTQ5NjIsImp0aSI6ImM1YmE4ZjI0LTFhMTQtNGMxMC1iZmRmLTNmYmU4Y2U1MTFiNSIsImlzcyI6IlZvbmFnZSIsInBheWxvYWRfaGFzaCI6ImQ2YzBlNzRiNTg1N2RmMjBlM2I3ZTUxYjMwYzBjMmE0MGVjNzNhNzc4NzliNmYwNzRkZGM3YTIzMTdkZDAzMWIiLCJhcGlfa2V5IjoiYTFiMmMzZCIsImFwcGxpY2F0aW9uX2lkIjoiYWFhYWFhYWEtYmJiYi1jY2NjLWRkZGQtMDEyMzQ1Njc4OWFiIn0';
  expect(hmacSha256(secret, signed)).toBe('JQRKi1d0SQitmjPINfTWMpt3XZkGsLbD7EjCdXoNSbk');
});
