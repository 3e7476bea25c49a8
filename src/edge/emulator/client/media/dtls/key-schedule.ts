import { createHash, createHmac } from 'node:crypto';
import type { MasterKey } from '../srtp.ts';
import type { TrafficKey } from './record.ts';

/** The two halves of the randomness of a handshake. */
export interface Randoms {
  readonly client: Buffer;
  readonly server: Buffer;
}

/** The pseudo-random function of TLS 1.2 with SHA-256 (RFC 5246 §5). */
export const pseudoRandom = (secret: Buffer, label: string, seed: Buffer, bytes: number): Buffer => {
  const labelled = Buffer.concat([Buffer.from(label), seed]);
  const blocks: Buffer[] = [];
  for (let link: Buffer = labelled; blocks.length * 32 < bytes; ) {
    link = hmac(secret, link);
    blocks.push(hmac(secret, link, labelled));
  }
  return Buffer.concat(blocks).subarray(0, bytes);
};

/** @param messages of the handshake, from the client's hello to its key exchange (RFC 7627 §4) */
export const extendedMasterSecret = (preMaster: Buffer, messages: readonly Buffer[]): Buffer =>
  pseudoRandom(preMaster, 'extended master secret', hashOf(messages), 48);

/** What proves that both sides have seen the same handshake (RFC 5246 §7.4.9). */
export const finishedOf = (side: 'client' | 'server', master: Buffer, messages: readonly Buffer[]): Buffer =>
  pseudoRandom(master, `${side} finished`, hashOf(messages), 12);

/** For AES-128-GCM (RFC 5246 §6.3). */
export const trafficKeys = (
  master: Buffer,
  { client, server }: Randoms,
): { readonly client: TrafficKey; readonly server: TrafficKey } => {
  const block = pseudoRandom(master, 'key expansion', Buffer.concat([server, client]), 40);
  return {
    client: { key: block.subarray(0, 16), salt: block.subarray(32, 36) },
    server: { key: block.subarray(16, 32), salt: block.subarray(36, 40) },
  };
};

/** What the server sends its sound with (RFC 5764 §4.2). */
export const serverSrtpKey = (master: Buffer, { client, server }: Randoms): MasterKey => {
  const block = pseudoRandom(master, 'EXTRACTOR-dtls_srtp', Buffer.concat([client, server]), 60);
  return { key: block.subarray(16, 32), salt: block.subarray(46, 60) };
};

const hashOf = (messages: readonly Buffer[]): Buffer => {
  const hash = createHash('sha256');
  for (const message of messages) hash.update(message);
  return hash.digest();
};

const hmac = (key: Buffer, ...parts: readonly Buffer[]): Buffer => {
  const made = createHmac('sha256', key);
  for (const part of parts) made.update(part);
  return made.digest();
};
