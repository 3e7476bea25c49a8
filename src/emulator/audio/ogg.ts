import type { AudioCodec, AudioFile } from './audio-file.ts';

/** Opus counts at 48 kHz whatever the input was; a packet lasts 20 ms, a page a second (RFC 6716, RFC 7845). */
const TICKS_A_MILLISECOND = 48;
const PACKET_MS = 20;
const PACKETS_A_PAGE = 50;
/** A packet of 20 ms that says "silence", in mono; `STEREO` is or-ed in for two channels. */
const SILENCE = [0xf8, 0xff, 0xfe] as const;
const STEREO = 0x04;
/** What a decoder throws away at the beginning. */
const PRE_SKIP_TICKS = 312;
const PAGE_HEADER_BYTES = 27;
const SERIAL = 1;

const FIRST_PAGE = 2;
const LAST_PAGE = 4;

const packetsIn = ({ milliseconds }: AudioFile): number =>
  Math.max(1, Math.ceil((milliseconds + PRE_SKIP_TICKS / TICKS_A_MILLISECOND) / PACKET_MS));

const VENDOR = 'vonage-flow';
const HEAD_BYTES = 19;
const TAGS_BYTES = 8 + 4 + VENDOR.length + 4;

/** Opus in Ogg, one or two channels. */
export const ogg: AudioCodec = {
  contentType: 'audio/ogg',
  size: (file) => {
    const packets = packetsIn(file);
    const pages = 2 + Math.ceil(packets / PACKETS_A_PAGE);
    return pages * PAGE_HEADER_BYTES + 2 + HEAD_BYTES + TAGS_BYTES + packets * (1 + SILENCE.length);
  },
  *bytes(file) {
    yield pageOf([opusHead(file.channels)], 0, FIRST_PAGE, 0);
    yield pageOf([opusTags()], 1, 0, 0);
    const silence = Uint8Array.from(SILENCE);
    if (file.channels > 1) silence[0] = SILENCE[0] | STEREO;
    const packets = packetsIn(file);
    let page = 2;
    for (let sent = 0; sent < packets; page += 1) {
      const count = Math.min(PACKETS_A_PAGE, packets - sent);
      sent += count;
      const isLast = sent === packets;
      // The last page tells the exact length; what the last packet has beyond it is not played.
      const ticks = isLast
        ? PRE_SKIP_TICKS + Math.round(file.milliseconds * TICKS_A_MILLISECOND)
        : sent * PACKET_MS * TICKS_A_MILLISECOND;
      yield pageOf(
        Array.from({ length: count }, () => silence),
        page,
        isLast ? LAST_PAGE : 0,
        ticks,
      );
    }
  },
};

const ascii = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0));

const opusHead = (channels: number): Uint8Array => {
  const head = new DataView(new ArrayBuffer(HEAD_BYTES));
  const bytes = new Uint8Array(head.buffer);
  bytes.set(ascii('OpusHead'));
  head.setUint8(8, 1);
  head.setUint8(9, channels);
  head.setUint16(10, PRE_SKIP_TICKS, true);
  head.setUint32(12, 16_000, true);
  return bytes;
};

const opusTags = (): Uint8Array => {
  const bytes = new Uint8Array(TAGS_BYTES);
  bytes.set(ascii('OpusTags'));
  new DataView(bytes.buffer).setUint32(8, VENDOR.length, true);
  bytes.set(ascii(VENDOR), 12);
  return bytes;
};

/** A page of whole packets, each shorter than 255 bytes. */
const pageOf = (packets: readonly Uint8Array[], number: number, kind: number, ticks: number): Uint8Array => {
  const content = packets.reduce((sum, packet) => sum + packet.length, 0);
  const bytes = new Uint8Array(PAGE_HEADER_BYTES + packets.length + content);
  const page = new DataView(bytes.buffer);
  bytes.set(ascii('OggS'));
  page.setUint8(5, kind);
  page.setBigUint64(6, BigInt(ticks), true);
  page.setUint32(14, SERIAL, true);
  page.setUint32(18, number, true);
  page.setUint8(26, packets.length);
  let at = PAGE_HEADER_BYTES + packets.length;
  for (const [index, packet] of packets.entries()) {
    bytes[PAGE_HEADER_BYTES + index] = packet.length;
    bytes.set(packet, at);
    at += packet.length;
  }
  page.setUint32(22, checksumOf(bytes), true);
  return bytes;
};

/** CRC-32 of Ogg: polynomial 04c11db7, not reflected, from zero. */
const checksumOf = (bytes: Uint8Array): number => {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x8000_0000 ? (sum << 1) ^ 0x04c1_1db7 : sum << 1;
  }
  return sum >>> 0;
};
