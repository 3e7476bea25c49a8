import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLine, silentLine } from '../../../../src/edge/emulator/socket/line-sound.ts';
import { readWav } from '../../../../src/edge/emulator/socket/read-wav.ts';
import { wavHead, wavOf } from '../../../support/wav-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'vonage-flow-line-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, bytes: Buffer): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const samplesOf = (frame: Buffer): number[] =>
  Array.from({ length: frame.length / 2 }, (_, index) => frame.readInt16LE(index * 2));
const isSilent = (frame: Buffer): boolean => frame.every((byte) => byte === 0);

describe('the line of a caller', () => {
  it('is silent but for what is said, which lasts as long as the words', () => {
    const line = silentLine(8000);
    expect(isSilent(line.nextFrame())).toBe(true);
    line.speak(50);
    const frames = Array.from({ length: 4 }, () => line.nextFrame());
    expect(frames.map(isSilent)).toEqual([false, false, false, true]);
    expect(frames[0]).toHaveLength(320);
  });

  it('is silent at once when what is said is stopped', () => {
    const line = silentLine(8000);
    line.speak(1000);
    expect(isSilent(line.nextFrame())).toBe(false);
    line.speak(0);
    expect(isSilent(line.nextFrame())).toBe(true);
    line.speak(20);
    expect([line.nextFrame(), line.nextFrame()].map(isSilent)).toEqual([false, true]);
  });

  it('is the same every time', () => {
    const [one, other] = [silentLine(16_000), silentLine(16_000)];
    for (const line of [one, other]) line.speak(1000);
    for (let count = 0; count < 50; count += 1) expect(one.nextFrame()).toEqual(other.nextFrame());
  });

  it('is a tone of 440 Hz', async () => {
    const line = await openLine('tone', 8000);
    const samples = samplesOf(Buffer.concat(Array.from({ length: 50 }, () => line.nextFrame())));
    const crossings = samples.filter((sample, index) => sample >= 0 && samples[index - 1]! < 0).length;
    expect(crossings).toBe(439);
    expect(Math.max(...samples)).toBe(8192);
  });

  it('plays a file once, and then is silent', async () => {
    const samples = Int16Array.from({ length: 200 }, (_, index) => index + 1);
    const line = await openLine(file('once.wav', wavOf(samples, 8000)), 8000);
    expect(samplesOf(line.nextFrame())).toEqual([...samples.slice(0, 160)]);
    expect(samplesOf(line.nextFrame())).toEqual([...samples.slice(160), ...Array(120).fill(0)]);
    expect(isSilent(line.nextFrame())).toBe(true);
  });
});

describe('a WAV file', () => {
  const pcm = (bits: number, channels: number, values: readonly number[], format = 1): Buffer => {
    const width = bits / 8;
    const sound = Buffer.alloc(values.length * width);
    for (const [index, value] of values.entries()) {
      if (format === 3) sound.writeFloatLE(value, index * 4);
      else if (bits === 8) sound.writeUInt8(value, index);
      else sound.writeIntLE(value, index * width, width);
    }
    return Buffer.concat([wavHead({ format, channels, rate: 8000, bits, bytes: sound.length }), sound]);
  };

  it.each<[string, Buffer, readonly number[]]>([
    ['8 bits', pcm(8, 1, [128, 255, 0]), [0, 32_512, -32_768]],
    ['16 bits, two channels', pcm(16, 2, [100, 300, -100, -300]), [200, -200]],
    ['24 bits', pcm(24, 1, [256, -25_600]), [1, -100]],
    ['32 bits', pcm(32, 1, [65_536, -655_360]), [1, -10]],
    ['floats', pcm(32, 1, [0.5, -2], 3), [16_384, -32_768]],
    ['nothing', pcm(16, 1, []), []],
  ])('is read: %s', async (name, bytes, samples) => {
    expect([...(await readWav(file(`${name}.wav`, bytes), 8000))]).toEqual(samples);
  });

  it('is brought to the rate of the socket', async () => {
    const path = file('rate.wav', pcm(16, 1, [0, 100, 200, 300]));
    expect([...(await readWav(path, 16_000))]).toEqual([0, 50, 100, 150, 200, 250, 300, 300]);
    const fast = file('fast.wav', wavOf(Int16Array.from([0, 10, 20, 30, 40, 50]), 24_000));
    expect([...(await readWav(fast, 8000))]).toEqual([0, 30]);
  });

  it.each<[string, Buffer, RegExp]>([
    ['another kind of file', Buffer.from('ID3 and so on'), /It is no WAV file/],
    ['compressed', pcm(8, 1, [1], 7), /of a kind \(7, 8 bits\) that is not read/],
    ['without sound', pcm(16, 1, []).subarray(0, 36), /It has no sound in it/],
    ['cut off', Buffer.from('RIFF'), /It is no WAV file/],
  ])('is refused with a way out: %s', async (name, bytes, why) => {
    const path = file(`${name}.wav`, bytes);
    await expect(readWav(path, 8000)).rejects.toMatchObject({
      what: `${path} cannot be played as the caller's voice`,
      why: expect.stringMatching(why),
      tryThis: [expect.stringContaining('ffmpeg'), expect.stringContaining('--voice tone')],
    });
  });

  it('is refused when it is not there', async () => {
    await expect(readWav(join(folder, 'gone.wav'), 8000)).rejects.toMatchObject({
      why: expect.stringMatching(/ENOENT|no such file/),
    });
  });
});
