import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AudioFile } from '../../../src/emulator/audio/audio-file.ts';
import { CODECS, sizeOf } from '../../../src/emulator/audio/codecs.ts';

const whole = (file: AudioFile): Buffer => Buffer.concat([...CODECS[file.format].bytes(file)]);

/** Frames of an MP3 by the rules of MPEG-2 layer III: every one has to begin where the one before ended. */
const framesOf = (bytes: Buffer) => {
  const rates = [22_050, 24_000, 16_000];
  const bitRates = [0, 8, 16, 24, 32, 40, 48, 56, 64];
  const frames = [];
  for (let at = 0; at < bytes.length; ) {
    const header = bytes.readUInt32BE(at);
    expect(header >>> 21).toBe(0x7ff);
    const version = (header >>> 19) & 3;
    const layer = (header >>> 17) & 3;
    const bitRate = bitRates[(header >>> 12) & 15]! * 1000;
    const rate = rates[(header >>> 10) & 3]!;
    const padding = (header >>> 9) & 1;
    const channels = ((header >>> 6) & 3) === 3 ? 1 : 2;
    const length = Math.floor((72 * bitRate) / rate) + padding;
    const sound = bytes.subarray(at + 4, at + length);
    frames.push({ version, layer, bitRate, rate, channels, isSilent: sound.every((byte) => byte === 0) });
    at += length;
  }
  return frames;
};

describe('the sound behind a recording_url', () => {
  it('is as long as the webhook said, in every format', () => {
    const file = fc.record({
      format: fc.constantFrom('mp3' as const, 'wav' as const, 'ogg' as const),
      channels: fc.integer({ min: 1, max: 2 }),
      milliseconds: fc.integer({ min: 0, max: 100_000 }),
    });
    fc.assert(
      fc.property(file, (one) => {
        expect(whole(one)).toHaveLength(sizeOf(one));
      }),
    );
  });

  it.each([1, 2, 32])('is WAV of 16 kHz and 16 bits with %i channels', (channels) => {
    const bytes = whole({ format: 'wav', channels, milliseconds: 1500 });
    expect(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    const format = [bytes.readUInt16LE(20), bytes.readUInt16LE(22), bytes.readUInt32LE(24)];
    expect(format).toEqual([1, channels, 16_000]);
    expect([bytes.readUInt32LE(28), bytes.readUInt16LE(32), bytes.readUInt16LE(34)]).toEqual([
      32_000 * channels,
      2 * channels,
      16,
    ]);
    expect(bytes.readUInt32LE(40)).toBe(1500 * 16 * 2 * channels);
  });

  it('tells a WAV that is longer than 4 GiB by the greatest length there is', () => {
    const file = { format: 'wav' as const, channels: 32, milliseconds: 7_200_000 };
    expect(sizeOf(file)).toBe(44 + 7_200_000 * 16 * 2 * 32);
    const [header] = CODECS.wav.bytes(file);
    expect(Buffer.from(header!).readUInt32LE(40)).toBe(0xffff_ffff);
  });

  it.each([1, 2])('is MP3 of 16 kHz, 32 kbit/s and silence with %i channels', (channels) => {
    const frames = framesOf(whole({ format: 'mp3', channels, milliseconds: 20_000 }));
    expect(frames).toHaveLength(Math.ceil(20_000 / 36));
    const same = { version: 2, layer: 1, bitRate: 32_000, rate: 16_000, channels, isSilent: true };
    expect(new Set(frames.map((frame) => JSON.stringify(frame)))).toEqual(new Set([JSON.stringify(same)]));
  });

  // These bytes were given to libopus, which read 20 ms after the pre-skip and no fault.
  it('is Opus in Ogg', () => {
    expect(whole({ format: 'ogg', channels: 2, milliseconds: 20 }).toString('hex')).toMatchInlineSnapshot(
      `"4f6767530002000000000000000001000000000000004960c68e01134f7075734865616401023801803e00000000004f676753000000000000000000000100000001000000b13ab5e1011b4f707573546167730b000000766f6e6167652d666c6f77000000004f6767530004f8040000000000000100000002000000db403e7f020303fcfffefcfffe"`,
    );
  });

  it('counts the pages of Ogg, and the last one tells the length', () => {
    const bytes = whole({ format: 'ogg', channels: 1, milliseconds: 2500 });
    const pages = [];
    for (let at = 0; at < bytes.length; ) {
      const packets = bytes[at + 26]!;
      expect(bytes.toString('latin1', at, at + 4)).toBe('OggS');
      pages.push([
        bytes[at + 5],
        bytes.readUInt32LE(at + 18),
        Number(bytes.readBigUInt64LE(at + 6)),
        packets,
      ]);
      at += 27 + packets + bytes.subarray(at + 27, at + 27 + packets).reduce((sum, one) => sum + one, 0);
    }
    expect(pages).toEqual([
      [2, 0, 0, 1],
      [0, 1, 0, 1],
      [0, 2, 48_000, 50],
      [0, 3, 96_000, 50],
      [4, 4, 312 + 120_000, 26],
    ]);
  });
});
