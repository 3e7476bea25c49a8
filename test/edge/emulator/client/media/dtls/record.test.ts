import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeRecord,
  HANDSHAKE,
  openRecord,
  placeOf,
  recordsIn,
} from '../../../../../../src/edge/emulator/client/media/dtls/record.ts';

const TRAFFIC = { key: Buffer.alloc(16, 1), salt: Buffer.alloc(4, 2) };
const SECRET = Buffer.from('finished');

const sealed = encodeRecord(HANDSHAKE, placeOf(1, 5), SECRET, TRAFFIC);
const first = (datagram: Buffer) => recordsIn(datagram).next().value!;

describe('a datagram', () => {
  it('holds records', () => {
    const clear = encodeRecord(HANDSHAKE, placeOf(0, 1), Buffer.from('hello'));
    expect([...recordsIn(Buffer.concat([clear, sealed]))]).toMatchObject([
      { type: HANDSHAKE, epoch: 0, body: Buffer.from('hello') },
      { type: HANDSHAKE, epoch: 1 },
    ]);
  });

  it('is read up to a record that is cut off', () => {
    const clear = encodeRecord(HANDSHAKE, placeOf(0, 1), Buffer.from('hello'));
    for (let length = clear.length; length < 2 * clear.length; length += 1)
      expect([...recordsIn(Buffer.concat([clear, clear]).subarray(0, length))]).toHaveLength(1);
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const record of recordsIn(Buffer.from(bytes)))
          expect(openRecord(record, TRAFFIC)).toBeUndefined();
      }),
    );
  });
});

describe('an enciphered record', () => {
  it('is opened with its key', () => {
    expect(openRecord(first(sealed), TRAFFIC)).toEqual(SECRET);
  });

  it('is not opened with another, nor when a byte of it is another', () => {
    expect(openRecord(first(sealed), { ...TRAFFIC, key: Buffer.alloc(16, 9) })).toBeUndefined();
    for (const at of sealed.keys()) {
      const other = Buffer.from(sealed);
      other[at]! ^= 1;
      const record = recordsIn(other).next().value;
      // The version in the header is no part of what is proven: ours stands there.
      if (at === 1 || at === 2) continue;
      expect([at, record && openRecord(record, TRAFFIC)]).toEqual([at, undefined]);
    }
  });
});
