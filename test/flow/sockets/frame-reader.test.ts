import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as ws from 'ws';
import { type Frame, frameReader } from '../../../src/flow/sockets/frame-reader.ts';

// The library of most applications makes the frames; its types do not tell of this part.
const { Sender } = ws as unknown as {
  Sender: { frame(data: Buffer, options: object): Buffer[] };
};

interface Sent {
  readonly opcode: number;
  readonly data: Buffer;
  readonly mask: boolean;
  readonly fin?: boolean;
  readonly rsv1?: boolean;
}

const bytesOf = (frames: readonly Sent[]): Buffer =>
  Buffer.concat(
    frames.flatMap(({ data, fin = true, rsv1 = false, ...rest }) =>
      Sender.frame(Buffer.from(data), { fin, rsv1, readOnly: true, ...rest }),
    ),
  );

const framesIn = (chunks: readonly Uint8Array[], wants: (kind: Frame['kind']) => boolean = () => true) => {
  const frames: Frame[] = [];
  const reader = frameReader((frame) => frames.push(frame), wants);
  for (const chunk of chunks) reader.read(chunk);
  return { frames, reader };
};

const textOf = ({ payload }: Frame): string => Buffer.from(payload ?? []).toString();

describe('a frame', () => {
  it.each<[name: string, sent: Sent, kind: Frame['kind'], bytes: number]>([
    ['text', { opcode: 1, data: Buffer.from('{"event":"websocket:connected"}'), mask: true }, 'text', 31],
    ['nothing', { opcode: 2, data: Buffer.alloc(0), mask: true }, 'binary', 0],
    ['20 ms of sound at 8 kHz', { opcode: 2, data: Buffer.alloc(320, 7), mask: true }, 'binary', 320],
    ['the same unmasked', { opcode: 2, data: Buffer.alloc(320, 7), mask: false }, 'binary', 320],
    ['more than 64 KiB', { opcode: 2, data: Buffer.alloc(70_000, 7), mask: true }, 'binary', 70_000],
    ['a ping', { opcode: 9, data: Buffer.from('hi'), mask: false }, 'ping', 2],
    ['a close', { opcode: 8, data: Buffer.from([0x03, 0xe8]), mask: true }, 'close', 2],
  ])('of %s is read, however it is cut', (_name, sent, kind, bytes) => {
    const whole = bytesOf([sent]);
    for (const cut of [1, 2, 3, 5, 7, 14, whole.length - 1]) {
      const { frames, reader } = framesIn([whole.subarray(0, cut), whole.subarray(cut)]);
      expect(frames).toMatchObject([{ kind, bytes, isCompressed: false, isLast: true }]);
      expect(textOf(frames[0]!)).toBe(sent.data.subarray(0, 2048).toString());
      expect([reader.isBetween, reader.isLost]).toEqual([true, false]);
    }
  });

  it('of a message in pieces has the kind of the message, also with a ping between', () => {
    const sent: Sent[] = [
      { opcode: 1, data: Buffer.from('he'), mask: true, fin: false, rsv1: true },
      { opcode: 9, data: Buffer.alloc(0), mask: true },
      { opcode: 0, data: Buffer.from('llo'), mask: true },
      { opcode: 2, data: Buffer.from('x'), mask: true },
    ];
    expect(
      framesIn([bytesOf(sent)]).frames.map(({ kind, isLast, isCompressed }) => ({
        kind,
        isLast,
        isCompressed,
      })),
    ).toEqual([
      { kind: 'text', isLast: false, isCompressed: true },
      { kind: 'ping', isLast: true, isCompressed: false },
      { kind: 'text', isLast: true, isCompressed: true },
      { kind: 'binary', isLast: true, isCompressed: false },
    ]);
  });

  it('that nobody wants is skipped, but for a close', () => {
    const sent: Sent[] = [
      { opcode: 1, data: Buffer.from('hello'), mask: true },
      { opcode: 8, data: Buffer.from([0x0f, 0xa0]), mask: true },
    ];
    expect(framesIn([bytesOf(sent)], () => false).frames.map(({ payload }) => payload?.length)).toEqual([
      undefined,
      2,
    ]);
  });
});

it.each<[name: string, bytes: number[]]>([
  ['an unknown opcode', [0x83, 0x00]],
  ['reserved bits', [0xa2, 0x00]],
  ['a continuation of nothing', [0x80, 0x00]],
  ['a control frame that is too long', [0x89, 0x7e, 0x01, 0x00]],
  ['a length beyond all numbers', [0x82, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
])('%s is no frame, and nothing after it is looked at', (_name, bytes) => {
  const { frames, reader } = framesIn([
    Uint8Array.from(bytes),
    bytesOf([{ opcode: 2, data: Buffer.from('x'), mask: false }]),
  ]);
  expect([frames, reader.isLost, reader.isBetween]).toEqual([[], true, false]);
});

it('reads the same however a stream is cut', () => {
  const sent = fc.record({
    opcode: fc.constantFrom(1, 2, 9, 10),
    data: fc.uint8Array({ maxLength: 120 }).map((bytes) => Buffer.from(bytes)),
    mask: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(sent, { maxLength: 12 }), fc.array(fc.nat({ max: 900 })), (frames, cuts) => {
      const whole = bytesOf(frames);
      const places = [
        0,
        ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b),
        whole.length,
      ];
      const pieces = places.slice(1).map((place, index) => whole.subarray(places[index], place));
      const read = framesIn(pieces).frames;
      expect(read.map((frame) => [frame.bytes, textOf(frame)])).toEqual(
        frames.map(({ data }) => [data.length, data.toString()]),
      );
    }),
  );
});
