import { hash } from 'node:crypto';
import type { Hashes } from '../flow/standing.ts';

/** Block length of SHA-256 in bytes (RFC 2104). */
const BLOCK_BYTES = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/**
 * SHA-256 and HMAC-SHA-256 (RFC 2104) by Node's one-shot hash. `createHmac` makes a native object for each webhook, whose
 * making and collecting costs ten times the hashing; `test/edge/hashes.test.ts` holds the two equal.
 */
export const realHashes = (): Hashes => {
  const keys = new Map<string, PaddedKey>();
  return {
    sha256Hex: (bytes) => hash('sha256', bytes, 'hex'),
    hmacSha256: (secret, text) => {
      let key = keys.get(secret);
      if (!key) {
        key = paddedKey(secret);
        keys.set(secret, key);
      }
      const inner = hash('sha256', Buffer.concat([key.inner, Buffer.from(text)]), 'buffer');
      return hash('sha256', Buffer.concat([key.outer, inner]), 'base64url');
    },
  };
};

interface PaddedKey {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

/** The key with both pads: the only part of the work that is the same for every webhook of a run. */
const paddedKey = (secret: string): PaddedKey => {
  const raw = Buffer.from(secret);
  const short = raw.byteLength > BLOCK_BYTES ? hash('sha256', raw, 'buffer') : raw;
  const padded = (pad: number): Buffer => {
    const block = Buffer.alloc(BLOCK_BYTES, pad);
    for (const [index, byte] of short.entries()) block[index] = byte ^ pad;
    return block;
  };
  return { inner: padded(INNER_PAD), outer: padded(OUTER_PAD) };
};
