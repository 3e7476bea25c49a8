import { describe, expect, it } from 'vitest';
import { createHeardSound } from '../../../../src/edge/emulator/socket/heard-sound.ts';

const FRAME = 320;
const level = (amplitude: number): Buffer => {
  const frame = Buffer.alloc(FRAME);
  for (let at = 0; at < FRAME; at += 2) frame.writeInt16LE(at % 4 === 0 ? amplitude : -amplitude, at);
  return frame;
};
const loud = level(16_384);
const faint = level(50);

const hearAll = (
  frames: readonly (Buffer | undefined)[],
  mayKeep: (bytes: number) => boolean = () => true,
) => {
  const heard = createHeardSound(8000, mayKeep);
  const changes = frames.map((frame) => heard.hear(frame));
  return { changes, counts: heard.counts, wav: heard.wav() };
};
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('what is heard of an application', () => {
  it('is measured in dB below full scale, without its silences', () => {
    expect(hearAll([loud, faint, loud, undefined]).counts).toEqual({ played: 3, level: -6, gaps: 0 });
    expect(hearAll([faint, faint]).counts.level).toBeNull();
    expect(hearAll([]).counts.level).toBeNull();
  });

  it('has gaps where it broke off for a moment, and none where it paused', () => {
    expect(hearAll([loud, undefined, loud, ...times(25, undefined), loud]).counts.gaps).toBe(2);
    expect(hearAll([undefined, loud, ...times(26, undefined), loud]).counts.gaps).toBe(0);
  });

  it('sounds once it is loud, and is quiet after a while without', () => {
    const { changes } = hearAll([faint, loud, loud, ...times(39, faint), undefined, undefined]);
    expect(changes.map((change, index) => change && `${index} ${change}`).filter(Boolean)).toEqual([
      '1 sounds',
      '42 quiet',
    ]);
  });

  it('is kept with its silences as WAV, as far as there is room', () => {
    const { wav } = hearAll([undefined, loud]);
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect(wav.subarray(44)).toEqual(Buffer.concat([Buffer.alloc(FRAME), loud]));
    let room = 1;
    const cut = hearAll([loud, loud, loud], () => room-- > 0);
    expect(cut.wav).toHaveLength(44 + FRAME);
    expect(cut.counts.played).toBe(3);
  });
});
