import { describe, expect, it } from 'vitest';
import { createPlaybackBuffer } from '../../../../src/edge/emulator/socket/playback-buffer.ts';
import { BUFFERED_FRAMES } from '../../../../src/vonage/socket-frames.ts';

const frame = (number: number): Buffer => Buffer.from([number & 255, number >> 8]);
const takeAll = (buffer: ReturnType<typeof createPlaybackBuffer>, times: number) =>
  Array.from({ length: times }, () => buffer.take()?.readUInt16LE(0));

describe('what waits to be played', () => {
  it('begins with a cushion, so that a network that trembles makes no gaps', () => {
    const buffer = createPlaybackBuffer();
    buffer.add(frame(1));
    expect(takeAll(buffer, 2)).toEqual([undefined, undefined]);
    buffer.add(frame(2));
    buffer.add(frame(3));
    expect(takeAll(buffer, 4)).toEqual([1, 2, 3, undefined]);
  });

  it('does not wait for ever for the cushion', () => {
    const buffer = createPlaybackBuffer();
    buffer.add(frame(1));
    expect(takeAll(buffer, 5)).toEqual([undefined, undefined, undefined, 1, undefined]);
  });

  it('holds as many frames as Vonage, and loses what comes beyond', () => {
    const buffer = createPlaybackBuffer();
    const taken = Array.from({ length: BUFFERED_FRAMES + 5 }, (_, index) => buffer.add(frame(index)));
    expect(taken.filter((one) => one)).toHaveLength(BUFFERED_FRAMES);
    expect(taken.lastIndexOf(true)).toBe(BUFFERED_FRAMES - 1);
    expect(takeAll(buffer, BUFFERED_FRAMES + 1)).toEqual([
      ...Array.from({ length: BUFFERED_FRAMES }, (_, index) => index),
      undefined,
    ]);
    expect(buffer.add(frame(1))).toBe(true);
  });

  it('tells of a place once all before it was taken, and at once when nothing is', () => {
    const buffer = createPlaybackBuffer();
    const told: string[] = [];
    buffer.mark(() => told.push('nothing before'));
    expect(told).toEqual(['nothing before']);
    for (const number of [1, 2, 3]) buffer.add(frame(number));
    buffer.mark(() => told.push('after 3'));
    buffer.mark(() => told.push('after 3 too'));
    buffer.add(frame(4));
    buffer.mark(() => told.push('after 4'));
    takeAll(buffer, 3);
    expect(told).toEqual(['nothing before']);
    takeAll(buffer, 1);
    expect(told).toEqual(['nothing before', 'after 3', 'after 3 too', 'after 4']);
  });

  it('is empty when it was cleared, and forgets the places in it', () => {
    const buffer = createPlaybackBuffer();
    const told: string[] = [];
    for (const number of [1, 2, 3, 4]) buffer.add(frame(number));
    buffer.mark(() => told.push('lost'));
    takeAll(buffer, 2);
    buffer.clear();
    expect(takeAll(buffer, 3)).toEqual([undefined, undefined, undefined]);
    for (const number of [7, 8, 9]) buffer.add(frame(number));
    expect(takeAll(buffer, 3)).toEqual([7, 8, 9]);
    expect(told).toEqual([]);
  });
});
