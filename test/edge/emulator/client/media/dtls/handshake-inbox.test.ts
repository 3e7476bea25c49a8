import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createHandshakeInbox,
  encodeMessage,
} from '../../../../../../src/edge/emulator/client/media/dtls/handshake-inbox.ts';
import { numberIn } from '../../../../../../src/edge/emulator/client/media/wire.ts';

/** A part of a message, from one byte to another. */
const fragment = (type: number, sequence: number, body: Buffer, from = 0, to = body.length): Buffer =>
  Buffer.concat([
    numberIn(1, type),
    numberIn(3, body.length),
    numberIn(2, sequence),
    numberIn(3, from),
    numberIn(3, to - from),
    body.subarray(from, to),
  ]);

const HELLO = Buffer.from('client hello');
const KEY = Buffer.from('key');

const taken = (...datagrams: readonly Buffer[]) => {
  const inbox = createHandshakeInbox();
  return datagrams.map((datagram) => {
    const { messages, again } = inbox.take(datagram);
    return [...messages.map(({ type, body }) => `${type} ${body}`), ...again.map((type) => `${type} again`)];
  });
};

describe('messages of the handshake', () => {
  it.each<[what: string, datagrams: readonly Buffer[], messages: readonly (readonly string[])[]]>([
    ['whole ones', [fragment(1, 0, HELLO), fragment(16, 1, KEY)], [['1 client hello'], ['16 key']]],
    [
      'two in one record',
      [Buffer.concat([fragment(1, 0, HELLO), fragment(16, 1, KEY)])],
      [['1 client hello', '16 key']],
    ],
    ['in pieces', [fragment(1, 0, HELLO, 0, 5), fragment(1, 0, HELLO, 5)], [[], ['1 client hello']]],
    [
      'in pieces, the last first',
      [fragment(1, 0, HELLO, 5), fragment(1, 0, HELLO, 0, 5)],
      [[], ['1 client hello']],
    ],
    ['the second first', [fragment(16, 1, KEY), fragment(1, 0, HELLO)], [[], ['1 client hello', '16 key']]],
    [
      'pieces that overlap',
      [fragment(1, 0, HELLO, 0, 8), fragment(1, 0, HELLO, 4)],
      [[], ['1 client hello']],
    ],
    [
      'a piece twice is still one piece',
      [fragment(1, 0, HELLO, 0, 6), fragment(1, 0, HELLO, 0, 6)],
      [[], []],
    ],
    [
      'one that came before',
      [fragment(1, 0, HELLO), fragment(1, 0, HELLO)],
      [['1 client hello'], ['1 again']],
    ],
    ['of no bytes', [fragment(14, 0, Buffer.alloc(0))], [['14 ']]],
    ['too far ahead', [fragment(1, 4, HELLO)], [[]]],
    ['longer than any', [fragment(1, 0, Buffer.alloc(9000), 0, 1000)], [[]]],
    [
      'a piece beyond the end',
      [
        Buffer.concat([
          numberIn(1, 1),
          numberIn(3, 2),
          numberIn(2, 0),
          numberIn(3, 1),
          numberIn(3, 2),
          Buffer.alloc(2),
        ]),
      ],
      [[]],
    ],
    ['cut off', [fragment(1, 0, HELLO).subarray(0, -1)], [[]]],
    ['of another length than before', [fragment(1, 0, HELLO, 0, 5), fragment(1, 0, KEY)], [[], []]],
  ])('%s', (_what, datagrams, messages) => {
    expect(taken(...datagrams)).toEqual(messages);
  });

  it('count for the hash as if they had come in one piece', () => {
    const inbox = createHandshakeInbox();
    inbox.take(fragment(1, 0, HELLO, 5));
    expect(inbox.take(fragment(1, 0, HELLO, 0, 5)).messages[0]!.whole).toEqual(encodeMessage(1, 0, HELLO));
  });

  it('are the same however they are cut, mixed and repeated', () => {
    const cuts = fc
      .uniqueArray(fc.integer({ min: 1, max: HELLO.length - 1 }))
      .map((all) =>
        [0, ...all.sort((one, other) => one - other), HELLO.length].flatMap((from, place, ends) =>
          place + 1 < ends.length ? [fragment(1, 0, HELLO, from, ends[place + 1])] : [],
        ),
      );
    const shuffled = cuts.chain((pieces) =>
      fc.shuffledSubarray([...pieces, ...pieces, fragment(16, 1, KEY)], { minLength: 2 * pieces.length + 1 }),
    );
    fc.assert(
      fc.property(shuffled, (datagrams) => {
        const messages = taken(...datagrams)
          .flat()
          .filter((one) => !one.endsWith('again'));
        expect(messages).toEqual(['1 client hello', '16 key']);
      }),
    );
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (datagrams) => {
        const inbox = createHandshakeInbox();
        for (const datagram of datagrams) inbox.take(Buffer.from(datagram));
      }),
    );
  });
});
