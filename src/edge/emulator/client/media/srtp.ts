import { createCipheriv, createHmac } from 'node:crypto';
import { numberIn } from './wire.ts';

// SRTP (RFC 3711), sending side, with its default transforms: AES-128 in counter mode, HMAC-SHA1 of 80 bits.

const TAG_BYTES = 10;
const BLOCK_BYTES = 16;

/** What the handshake gives each side to send with. */
export interface MasterKey {
  /** 16 bytes. */
  readonly key: Buffer;
  /** 14 bytes. */
  readonly salt: Buffer;
}

export interface SessionKeys {
  readonly cipher: Buffer;
  readonly authentication: Buffer;
  readonly salt: Buffer;
}

/** The keys for RTP packets (RFC 3711 §4.3), which are derived once. */
export const deriveSessionKeys = ({ key, salt }: MasterKey): SessionKeys => {
  const derive = (label: number, bytes: number): Buffer => {
    const start = Buffer.concat([salt, Buffer.alloc(2)]);
    start[7]! ^= label;
    return counterMode(key, start, Buffer.alloc(bytes));
  };
  return { cipher: derive(0, 16), authentication: derive(1, 20), salt: derive(2, 14) };
};

/** A packet as it is sent. @param header of RTP, 12 bytes @param rollover how often the sequence number began again */
export const protectPacket = (
  { cipher, authentication, salt }: SessionKeys,
  header: Buffer,
  payload: Buffer,
  rollover: number,
): Buffer => {
  const source = header.subarray(8, 12);
  const index = Buffer.concat([numberIn(4, rollover), header.subarray(2, 4)]);
  const start = Buffer.concat([salt, Buffer.alloc(2)]);
  for (const [place, byte] of source.entries()) start[4 + place]! ^= byte;
  for (const [place, byte] of index.entries()) start[8 + place]! ^= byte;
  const packet = Buffer.concat([header, counterMode(cipher, start, payload)]);
  const tag = createHmac('sha1', authentication).update(packet).update(index.subarray(0, 4)).digest();
  return Buffer.concat([packet, tag.subarray(0, TAG_BYTES)]);
};

const counterMode = (key: Buffer, start: Buffer, data: Buffer): Buffer =>
  createCipheriv('aes-128-ctr', key, start.subarray(0, BLOCK_BYTES)).update(data);
