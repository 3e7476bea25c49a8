import { randomInt } from 'node:crypto';
import { deriveSessionKeys, type MasterKey, protectPacket } from './srtp.ts';
import { numberIn } from './wire.ts';

/** Opus, 20 ms of silence. */
const SILENT_FRAME = Buffer.from([0xf8, 0xff, 0xfe]);

/** How often a packet of silence goes out, in milliseconds: what Opus itself does when nobody speaks (DTX, RFC 7587 §3.1.3). */
export const SILENCE_EVERY_MS = 400;

/** Opus counts samples of 48 kHz, whatever it is made of (RFC 7587 §4.1). */
const SAMPLES = SILENCE_EVERY_MS * 48;
const VERSION_2 = 0x80;
/** Of the first packet after silence (RFC 3551 §4.1). */
const MARKER = 0x80;

/** Gives one packet after the other, each {@link SILENCE_EVERY_MS} later. */
export const createSilence = (master: MasterKey, payloadType: number, source: number): (() => Buffer) => {
  const keys = deriveSessionKeys(master);
  // In the lower half, so that the receiver cannot be wrong about how often it began again (RFC 3711 §3.3.1).
  let sequence = randomInt(2 ** 15);
  let timestamp = randomInt(2 ** 32);
  let rollover = 0;
  let marker = MARKER;
  return () => {
    const header = Buffer.concat([
      Buffer.from([VERSION_2, marker | payloadType]),
      numberIn(2, sequence),
      numberIn(4, timestamp),
      numberIn(4, source),
    ]);
    const packet = protectPacket(keys, header, SILENT_FRAME, rollover);
    marker = 0;
    sequence = (sequence + 1) % 2 ** 16;
    if (sequence === 0) rollover += 1;
    timestamp = (timestamp + SAMPLES) % 2 ** 32;
    return packet;
  };
};
