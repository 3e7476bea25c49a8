import { hash } from 'node:crypto';
import type { Hashes } from '../flow/standing.ts';
import { createHmacSha256 } from './hmac.ts';

/** SHA-256 and HMAC-SHA-256. What is the same for every webhook of a run is made once for each secret. */
export const realHashes = (): Hashes => {
  const bySecret = new Map<string, (text: string) => string>();
  return {
    sha256Hex: (bytes) => hash('sha256', bytes, 'hex'),
    hmacSha256: (secret, text) => {
      let hmac = bySecret.get(secret);
      if (!hmac) {
        hmac = createHmacSha256(secret);
        bySecret.set(secret, hmac);
      }
      return hmac(text);
    },
  };
};
