import { open } from 'node:fs/promises';
import { Failure, wordsOf } from '../../../failure.ts';

/** What is longer is no call: about eleven minutes of stereo at 48 kHz. */
const LONGEST_FILE_BYTES = 128 * 1024 * 1024;
const PCM = 1;
const FLOAT = 3;
/** Says that the format stands further on. */
const EXTENSIBLE = 0xfffe;

/** The samples of a WAV file in 16 bits, one channel, at this rate. @throws Failure when it is none that can be read */
export const readWav = async (path: string, rate: number): Promise<Int16Array> => {
  const bytes = await readWhole(path);
  const sound = soundIn(bytes);
  if (typeof sound === 'string') throw unreadable(path, sound);
  return resampled(mono(bytes, sound), sound.rate, rate);
};

const unreadable = (path: string, why: string, cause?: unknown): Failure =>
  new Failure({
    what: `${path} cannot be played as the caller's voice`,
    why,
    tryThis: [
      'make one: ffmpeg -i voice.mp3 -ac 1 -ar 16000 -c:a pcm_s16le voice.wav',
      'or let the caller sound like this: --voice tone',
    ],
    cause,
  });

const readWhole = async (path: string): Promise<Buffer> => {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    if (size > LONGEST_FILE_BYTES) throw new Error('it is larger than 128 MiB');
    return await file.readFile();
  } catch (error) {
    throw unreadable(path, wordsOf(error), error);
  }
};

interface Sound {
  readonly float: boolean;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
  readonly from: number;
  readonly to: number;
}

/** RIFF: chunks with a name, a size and their bytes, each on an even place. Words say what is wrong. */
const soundIn = (bytes: Buffer): Sound | string => {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    return 'It is no WAV file.';
  let form: Omit<Sound, 'from' | 'to'> | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    if (name === 'fmt ' && at + 24 <= bytes.length) {
      const code = bytes.readUInt16LE(at + 8);
      const format = code === EXTENSIBLE && at + 34 <= bytes.length ? bytes.readUInt16LE(at + 32) : code;
      form = {
        float: format === FLOAT,
        channels: bytes.readUInt16LE(at + 10),
        rate: bytes.readUInt32LE(at + 12),
        bits: bytes.readUInt16LE(at + 22),
      };
      if (!isReadable(format, form))
        return `Its samples are of a kind (${format}, ${form.bits} bits) that is not read: PCM is.`;
    }
    if (name === 'data' && form)
      // A file that was written as it was made does not know its size.
      return { ...form, from: at + 8, to: Math.min(bytes.length, at + 8 + length) };
    at += 8 + length + (length % 2);
  }
  return 'It has no sound in it.';
};

const isReadable = (format: number, { channels, rate, bits }: Omit<Sound, 'from' | 'to'>): boolean =>
  channels > 0 &&
  rate > 0 &&
  (format === PCM ? [8, 16, 24, 32].includes(bits) : format === FLOAT && bits === 32);

const mono = (bytes: Buffer, { float, channels, bits, from, to }: Sound): Int16Array => {
  const width = bits / 8;
  const count = Math.floor((to - from) / (width * channels));
  const samples = new Int16Array(count);
  for (let index = 0; index < count; index += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1)
      sum += sampleAt(bytes, from + (index * channels + channel) * width, bits, float);
    samples[index] = Math.max(-32_768, Math.min(32_767, Math.round(sum / channels)));
  }
  return samples;
};

const sampleAt = (bytes: Buffer, at: number, bits: number, float: boolean): number => {
  if (float) return bytes.readFloatLE(at) * 32_767;
  if (bits === 8) return (bytes.readUInt8(at) - 128) * 256;
  if (bits === 16) return bytes.readInt16LE(at);
  return bits === 24 ? bytes.readIntLE(at, 3) / 256 : bytes.readInt32LE(at) / 65_536;
};

/** Linear between neighbours: good enough for a telephone. What has the rate already stays as it is. */
const resampled = (samples: Int16Array, from: number, to: number): Int16Array => {
  if (from === to) return samples;
  const result = new Int16Array(Math.floor((samples.length * to) / from));
  for (let index = 0; index < result.length; index += 1) {
    const place = (index * from) / to;
    const before = Math.floor(place);
    const left = samples[before] ?? 0;
    const right = samples[before + 1] ?? left;
    result[index] = Math.round(left + (right - left) * (place - before));
  }
  return result;
};
