import { hash } from 'node:crypto';

/** SHA-256 takes its input in blocks of so many bytes, and gives so many. */
const BLOCK_BYTES = 64;
const HASH_BYTES = 32;

/**
 * HMAC-SHA-256 by one secret, as base64url: two hashes, as RFC 2104 has it. `createHmac` makes objects for each text that the
 * garbage collector has to come back for, and under load that is a good part of a webhook.
 */
export const createHmacSha256 = (secret: string): ((text: string) => string) => {
  const bytes = Buffer.from(secret);
  const key = bytes.length > BLOCK_BYTES ? hash('sha256', bytes, 'buffer') : bytes;
  const keyedBy = (pad: number): Buffer =>
    Buffer.from(Array.from({ length: BLOCK_BYTES }, (_, at) => (key[at] ?? 0) ^ pad));
  let inner = keyedBy(0x36);
  const outer = Buffer.concat([keyedBy(0x5c), Buffer.alloc(HASH_BYTES)]);
  return (text) => {
    const end = BLOCK_BYTES + Buffer.byteLength(text);
    if (end > inner.length) inner = Buffer.concat([inner.subarray(0, BLOCK_BYTES), Buffer.alloc(2 * end)]);
    inner.write(text, BLOCK_BYTES);
    outer.write(hash('sha256', inner.subarray(0, end), 'binary'), BLOCK_BYTES, 'binary');
    return hash('sha256', outer, 'base64url');
  };
};
