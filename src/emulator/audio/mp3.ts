import type { AudioCodec, AudioFile } from './audio-file.ts';

/** MPEG-2 layer III at 16 kHz: 576 samples a frame; at a constant 32 kbit/s that is 144 bytes, without padding. */
const FRAME_MS = 36;
const FRAME_BYTES = 144;
const FRAMES_A_PIECE = 256;

/** Sync, MPEG-2, layer III, no checksum; 32 kbit/s, 16 kHz, no padding; then the channels. */
const HEADER = [0xff, 0xf3, 0x48] as const;
const MONO = 0xc4;
const STEREO = 0x04;

const framesIn = ({ milliseconds }: AudioFile): number => Math.max(1, Math.ceil(milliseconds / FRAME_MS));

/**
 * MP3, 16 kHz, 32 kbit/s, constant (ncco.md §2). A frame whose side information is all zero has no coefficients: it
 * is silence in itself, so no encoder is needed. One or two channels.
 */
export const mp3: AudioCodec = {
  contentType: 'audio/mpeg',
  size: (file) => framesIn(file) * FRAME_BYTES,
  *bytes(file) {
    const piece = new Uint8Array(FRAMES_A_PIECE * FRAME_BYTES);
    for (let at = 0; at < piece.length; at += FRAME_BYTES)
      piece.set([...HEADER, file.channels > 1 ? STEREO : MONO], at);
    for (let rest = framesIn(file); rest > 0; rest -= FRAMES_A_PIECE)
      yield piece.subarray(0, Math.min(rest, FRAMES_A_PIECE) * FRAME_BYTES);
  },
};
