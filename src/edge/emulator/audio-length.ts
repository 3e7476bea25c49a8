/** How long a file of audio lasts, in milliseconds, by its first bytes and its size; undefined when they do not tell. */
export const audioLength = (head: Buffer, size: number): number | undefined =>
  wavLength(head, size) ?? mp3Length(head, size);

/**
 * Whether it is WAV or MP3 though its length cannot be seen: a tag with a large picture may fill all that was read.
 */
export const beginsLikeAudio = (head: Buffer): boolean =>
  isWav(head) || head.toString('latin1', 0, 3) === 'ID3';

const isWav = (head: Buffer): boolean =>
  head.length >= 12 && head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WAVE';

/** RIFF: chunks with a name, a size and their bytes, each on an even place. */
const wavLength = (head: Buffer, size: number): number | undefined => {
  if (!isWav(head)) return undefined;
  let bytesASecond = 0;
  for (let at = 12; at + 8 <= head.length; ) {
    const name = head.toString('latin1', at, at + 4);
    const length = head.readUInt32LE(at + 4);
    if (name === 'fmt ' && at + 20 <= head.length) bytesASecond = head.readUInt32LE(at + 16);
    if (name === 'data' && bytesASecond > 0) {
      // A file that was written as it was made does not know its size.
      const bytes = Math.min(length, Math.max(0, size - at - 8));
      return Math.round((bytes * 1000) / bytesASecond);
    }
    at += 8 + length + (length % 2);
  }
  return undefined;
};

/** Kilobits a second of layer III, by the header's four bits: MPEG 1, and MPEG 2 with 2.5. */
const BIT_RATES = {
  one: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  two: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const SAMPLE_RATES = [44_100, 48_000, 32_000] as const;

interface Frame {
  readonly kilobits: number;
  readonly sampleRate: number;
  readonly samples: number;
  /** Where the Xing header of a file with changing bit rate would be, from the frame's beginning. */
  readonly xingAt: number;
}

const mp3Length = (head: Buffer, size: number): number | undefined => {
  const begin = tagLength(head);
  // After the tag there may be a little padding.
  for (let at = begin; at + 4 <= head.length && at < begin + 4096; at += 1) {
    const frame = frameAt(head, at);
    if (frame === undefined) continue;
    const frames = frameCount(head, at + frame.xingAt);
    if (frames !== undefined) return Math.round((frames * frame.samples * 1000) / frame.sampleRate);
    return Math.round(((size - at) * 8) / frame.kilobits);
  }
  return undefined;
};

/** ID3v2 in front of the music: ten bytes, and as many as four times seven bits say. */
const tagLength = (head: Buffer): number => {
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  return 10 + [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (head[at]! & 0x7f), 0);
};

const frameAt = (head: Buffer, at: number): Frame | undefined => {
  const header = head.readUInt32BE(at);
  const version = (header >>> 19) & 3;
  const layer = (header >>> 17) & 3;
  const rate = SAMPLE_RATES[(header >>> 10) & 3];
  if (header >>> 21 !== 0x7ff || version === 1 || layer !== 1 || rate === undefined) return undefined;
  const isOne = version === 3;
  const kilobits = (isOne ? BIT_RATES.one : BIT_RATES.two)[(header >>> 12) & 15];
  if (kilobits === undefined || kilobits === 0) return undefined;
  const isMono = ((header >>> 6) & 3) === 3;
  return {
    kilobits,
    sampleRate: isOne ? rate : version === 2 ? rate / 2 : rate / 4,
    samples: isOne ? 1152 : 576,
    xingAt: 4 + (isOne ? (isMono ? 17 : 32) : isMono ? 9 : 17),
  };
};

/** The number of frames in a Xing or Info header, when it is there and has it. */
const frameCount = (head: Buffer, at: number): number | undefined => {
  if (at + 12 > head.length || !['Xing', 'Info'].includes(head.toString('latin1', at, at + 4)))
    return undefined;
  return (head.readUInt32BE(at + 4) & 1) === 1 ? head.readUInt32BE(at + 8) : undefined;
};
