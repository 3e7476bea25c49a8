import { describe, expect, it } from 'vitest';
import {
  canGoOn,
  readClientHello,
} from '../../../../../../src/edge/emulator/client/media/dtls/client-hello.ts';
import { numberIn, vectorOf } from '../../../../../../src/edge/emulator/client/media/wire.ts';

const RANDOM = Buffer.alloc(32, 3);

const extension = (type: number, body: Buffer = Buffer.alloc(0)): Buffer =>
  Buffer.concat([numberIn(2, type), vectorOf(2, body)]);
const list = (...numbers: readonly number[]): Buffer =>
  vectorOf(2, ...numbers.map((number) => numberIn(2, number)));

const GROUPS = extension(10, list(0x001d, 0x0017));
const EXTENDED_MASTER_SECRET = extension(23);
const SRTP = extension(14, Buffer.concat([list(0x0007, 0x0001), vectorOf(1)]));

const hello = (suites: readonly number[], ...extensions: readonly Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from([0xfe, 0xfd]),
    RANDOM,
    vectorOf(1),
    vectorOf(1),
    list(...suites),
    vectorOf(1, numberIn(1, 0)),
    vectorOf(2, ...extensions),
  ]);

const GOOD = hello([0xc02c, 0xc02b], GROUPS, EXTENDED_MASTER_SECRET, SRTP);

describe('the hello of a client', () => {
  it('is read', () => {
    const read = readClientHello(GOOD)!;
    expect([read.random, read.suites, [...read.extensions.keys()]]).toEqual([
      RANDOM,
      [0xc02c, 0xc02b],
      [10, 23, 14],
    ]);
  });

  it('is none when it is cut off, wherever', () => {
    for (const length of GOOD.keys()) expect(readClientHello(GOOD.subarray(0, length))).toBeUndefined();
  });

  it.each<[what: string, body: Buffer, can: boolean]>([
    ['with all that it takes', GOOD, true],
    ['without our suite', hello([0xc02c], GROUPS, EXTENDED_MASTER_SECRET, SRTP), false],
    ['without our curve', hello([0xc02b], extension(10, list(0x001d)), EXTENDED_MASTER_SECRET, SRTP), false],
    ['without curves', hello([0xc02b], EXTENDED_MASTER_SECRET, SRTP), false],
    ['without extended master secret', hello([0xc02b], GROUPS, SRTP), false],
    ['without SRTP', hello([0xc02b], GROUPS, EXTENDED_MASTER_SECRET), false],
    [
      'with another SRTP',
      hello(
        [0xc02b],
        GROUPS,
        EXTENDED_MASTER_SECRET,
        extension(14, Buffer.concat([list(0x0007), vectorOf(1)])),
      ),
      false,
    ],
  ])('%s', (_what, body, can) => {
    expect(canGoOn(readClientHello(body)!)).toBe(can);
  });
});
