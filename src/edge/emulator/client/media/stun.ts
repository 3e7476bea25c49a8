import { createHmac, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { numberIn, readFrom } from './wire.ts';

// STUN (RFC 8489) as far as the lite side of ICE (RFC 8445 §2.5) needs it: a browser asks, and we answer.

const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const MAGIC_COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const INTEGRITY_BYTES = 20;

const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const XOR_MAPPED_ADDRESS = 0x0020;
const USE_CANDIDATE = 0x0025;
const FINGERPRINT = 0x8028;
const FINGERPRINT_MASK = 0x5354554e;

/** Where a datagram came from, and where the next one goes. */
export interface Address {
  readonly address: string;
  readonly port: number;
}

export interface BindingRequest {
  /** The magic cookie and the transaction id, which the response repeats. */
  readonly transaction: Buffer;
  /** Which of our descriptions it is meant for, and whose the check is: the two halves of `USERNAME` (RFC 8445 §7.2.2). */
  readonly fragment: string;
  readonly app: string;
  /** True when the browser wants to go on from this address. */
  readonly nominates: boolean;
  /** Only who has read our description knows its password. */
  isFrom(password: string): boolean;
}

/** A binding request with user name and integrity; undefined for all else, and for what is cut off. */
export const readBindingRequest = (message: Buffer): BindingRequest | undefined => {
  const header = readFrom(message);
  const isRequest = header.number(2) === BINDING_REQUEST;
  const length = header.number(2);
  if (!isRequest || length + HEADER_BYTES !== message.length || header.number(4) !== MAGIC_COOKIE)
    return undefined;
  let user: readonly string[] | undefined;
  let nominates = false;
  for (let at = HEADER_BYTES; at < message.length; ) {
    const attribute = readFrom(message.subarray(at));
    const type = attribute.number(2);
    const value = attribute.vector(2);
    if (attribute.isShort) return undefined;
    if (type === USERNAME) user = value.toString('latin1').split(':');
    else if (type === USE_CANDIDATE) nominates = true;
    else if (type === MESSAGE_INTEGRITY) {
      // What comes after it proves nothing (RFC 8489 §14.5).
      const [fragment, app] = user ?? [];
      if (fragment === undefined || app === undefined || value.length !== INTEGRITY_BYTES) return undefined;
      const proven = message.subarray(0, at);
      return {
        transaction: message.subarray(4, HEADER_BYTES),
        fragment,
        app,
        nominates,
        isFrom: (password) => timingSafeEqual(integrityOf(proven, password), value),
      };
    }
    at += 4 + value.length + padding(value.length);
  }
  return undefined;
};

/** What answers a request: the address that it came from, of IPv4. */
export const bindingResponse = ({ transaction }: BindingRequest, from: Address, password: string): Buffer => {
  const cookie = numberIn(4, MAGIC_COOKIE);
  const address = Buffer.from(from.address.split('.').map((part, index) => Number(part) ^ cookie[index]!));
  const port = numberIn(2, from.port ^ (MAGIC_COOKIE >>> 16));
  return sealMessage(
    BINDING_SUCCESS,
    transaction,
    [attributeOf(XOR_MAPPED_ADDRESS, Buffer.concat([numberIn(2, 1), port, address]))],
    password,
  );
};

/** A message with the two attributes at its end that prove it: by the password, and by a checksum that tells it from others. */
export const sealMessage = (
  type: number,
  transaction: Buffer,
  attributes: readonly Buffer[],
  password: string,
): Buffer => {
  const body = Buffer.concat(attributes);
  const message = Buffer.concat([numberIn(2, type), numberIn(2, body.length), transaction, body]);
  const proven = Buffer.concat([message, attributeOf(MESSAGE_INTEGRITY, integrityOf(message, password))]);
  const checked = withLength(proven, proven.length - HEADER_BYTES + 8);
  const fingerprint = (crc32(checked) ^ FINGERPRINT_MASK) >>> 0;
  return Buffer.concat([checked, attributeOf(FINGERPRINT, numberIn(4, fingerprint))]);
};

/** An attribute as a message has it, filled up to the next multiple of four bytes. */
export const attributeOf = (type: number, value: Buffer): Buffer =>
  Buffer.concat([numberIn(2, type), numberIn(2, value.length), value, Buffer.alloc(padding(value.length))]);

/** Over the message so far, whose length already counts the integrity itself. */
const integrityOf = (message: Buffer, password: string): Buffer =>
  createHmac('sha1', password)
    .update(withLength(message, message.length - HEADER_BYTES + 4 + INTEGRITY_BYTES))
    .digest();

const withLength = (message: Buffer, length: number): Buffer => {
  const copy = Buffer.from(message);
  copy.writeUInt16BE(length, 2);
  return copy;
};

/** Attributes begin at multiples of four bytes. */
const padding = (length: number): number => (4 - (length % 4)) % 4;
