import type { AudioCodec, AudioFile } from './audio-file.ts';

/** 16 bits, 16 kHz (ncco.md §2). */
const SAMPLES_A_MILLISECOND = 16;
const BYTES_A_SAMPLE = 2;
const HEADER_BYTES = 44;
const PIECE_BYTES = 64 * 1024;
/** What a length of 32 bits says when the file is longer than it can tell. */
const TOO_LONG = 0xffff_ffff;

const soundBytes = ({ channels, milliseconds }: AudioFile): number =>
  Math.round(milliseconds * SAMPLES_A_MILLISECOND) * channels * BYTES_A_SAMPLE;

/** Linear PCM in RIFF. */
export const wav: AudioCodec = {
  contentType: 'audio/wav',
  size: (file) => HEADER_BYTES + soundBytes(file),
  *bytes(file) {
    const sound = soundBytes(file);
    yield headerOf(file.channels, sound);
    for (let rest = sound; rest > 0; rest -= PIECE_BYTES) yield new Uint8Array(Math.min(rest, PIECE_BYTES));
  },
};

const headerOf = (channels: number, sound: number): Uint8Array => {
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  const rate = SAMPLES_A_MILLISECOND * 1000;
  const frame = channels * BYTES_A_SAMPLE;
  const word = (at: number, text: string) => {
    for (let index = 0; index < text.length; index += 1) header.setUint8(at + index, text.charCodeAt(index));
  };
  word(0, 'RIFF');
  header.setUint32(4, Math.min(TOO_LONG, HEADER_BYTES - 8 + sound), true);
  word(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, channels, true);
  header.setUint32(24, rate, true);
  header.setUint32(28, rate * frame, true);
  header.setUint16(32, frame, true);
  header.setUint16(34, BYTES_A_SAMPLE * 8, true);
  word(36, 'data');
  header.setUint32(40, Math.min(TOO_LONG, sound), true);
  return new Uint8Array(header.buffer);
};
