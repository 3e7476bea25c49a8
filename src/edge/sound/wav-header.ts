import { BYTES_A_SAMPLE } from '../../vonage/socket-frames.ts';

export const WAV_HEADER_BYTES = 44;

/** What a file says whose size is not known yet: as much as it can; readers then go by the size of the file. */
export const UNKNOWN_BYTES = 0xffff_ffff - (WAV_HEADER_BYTES - 8);

/**
 * Linear PCM in RIFF, 16 bits, one channel.
 *
 * @param rate samples a second
 * @param bytes of the sound behind it
 */
export const wavHeader = (rate: number, bytes: number): Buffer => {
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(WAV_HEADER_BYTES - 8 + bytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * BYTES_A_SAMPLE, 28);
  header.writeUInt16LE(BYTES_A_SAMPLE, 32);
  header.writeUInt16LE(BYTES_A_SAMPLE * 8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(bytes, 40);
  return header;
};
