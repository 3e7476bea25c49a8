import { createCipheriv, createDecipheriv } from 'node:crypto';
import { numberIn, readFrom } from '../wire.ts';

// The record layer of DTLS 1.2 (RFC 6347 §4.1), and AES-128-GCM on it (RFC 5288).

export const ALERT = 21;
export const CHANGE_CIPHER_SPEC = 20;
export const HANDSHAKE = 22;

export const DTLS_1_2 = Buffer.from([0xfe, 0xfd]);

const EXPLICIT_NONCE_BYTES = 8;
const TAG_BYTES = 16;

export interface DtlsRecord {
  readonly type: number;
  /** 0 before the keys, 1 with them. */
  readonly epoch: number;
  /** Epoch and sequence number, as they are in the header: 8 bytes. */
  readonly place: Buffer;
  readonly body: Buffer;
}

/** What one side enciphers with: a key of 16 bytes and the first 4 of each nonce. */
export interface TrafficKey {
  readonly key: Buffer;
  readonly salt: Buffer;
}

/** The records of a datagram, up to the first that is cut off. */
export function* recordsIn(datagram: Buffer): Generator<DtlsRecord> {
  const reader = readFrom(datagram);
  while (reader.left > 0) {
    const type = reader.number(1);
    reader.number(2);
    const place = reader.bytes(8);
    const body = reader.vector(2);
    if (reader.isShort) return;
    yield { type, epoch: place.readUInt16BE(0), place, body };
  }
}

/** Epoch and sequence number in one. */
export const placeOf = (epoch: number, sequence: number): Buffer =>
  Buffer.concat([numberIn(2, epoch), numberIn(6, sequence)]);

/** A record as it is sent; in the clear without a key. */
export const encodeRecord = (type: number, place: Buffer, body: Buffer, traffic?: TrafficKey): Buffer => {
  const sealed = traffic ? seal(type, place, body, traffic) : body;
  return Buffer.concat([Buffer.from([type]), DTLS_1_2, place, numberIn(2, sealed.length), sealed]);
};

/** What is in an enciphered record; undefined when somebody else made it, or changed it. */
export const openRecord = (
  { type, place, body }: DtlsRecord,
  { key, salt }: TrafficKey,
): Buffer | undefined => {
  const length = body.length - EXPLICIT_NONCE_BYTES - TAG_BYTES;
  if (length < 0) return undefined;
  const nonce = Buffer.concat([salt, body.subarray(0, EXPLICIT_NONCE_BYTES)]);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAAD(additionalData(type, place, length));
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  const opened = decipher.update(body.subarray(EXPLICIT_NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
    return opened;
  } catch {
    return undefined;
  }
};

const seal = (type: number, place: Buffer, body: Buffer, { key, salt }: TrafficKey): Buffer => {
  // The place is never used twice, so it serves as the explicit half of the nonce (RFC 5288 §3).
  const cipher = createCipheriv('aes-128-gcm', key, Buffer.concat([salt, place]));
  cipher.setAAD(additionalData(type, place, body.length));
  const sealed = Buffer.concat([cipher.update(body), cipher.final()]);
  return Buffer.concat([place, sealed, cipher.getAuthTag()]);
};

const additionalData = (type: number, place: Buffer, length: number): Buffer =>
  Buffer.concat([place, Buffer.from([type]), DTLS_1_2, numberIn(2, length)]);
