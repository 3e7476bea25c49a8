import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createHmacSha256 } from '../../src/edge/hmac.ts';

it('is the HMAC of node:crypto, whatever the secret and the texts', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.integer({ min: 0, max: 5000 }).map((length) => 'é'.repeat(length)),
  );
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 5 }), (secret, texts) => {
      const sign = createHmacSha256(secret);
      // One after the other by the same, the long before the short and the other way round.
      for (const one of texts)
        expect(sign(one)).toBe(createHmac('sha256', secret).update(one).digest('base64url'));
    }),
  );
});
