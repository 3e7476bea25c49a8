import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attributeOf,
  bindingResponse,
  readBindingRequest,
  sealMessage,
} from '../../../../../src/edge/emulator/client/media/stun.ts';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

/** The vectors of RFC 5769. */
const PASSWORD = 'VOkJxbRl1RmTxUk/WvJxBt';
const TRANSACTION = hex('2112a442 b7e7a701 bc34d686 fa87dfae');
const SOFTWARE = 0x8022;

const REQUEST = hex(`
  00010058 2112a442 b7e7a701 bc34d686 fa87dfae
  80220010 5354554e 20746573 7420636c 69656e74
  00240004 6e0001ff
  80290008 932ff9b1 51263b36
  00060009 6576746a 3a683676 59202020
  00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
  80280004 e57a3bcf`);

const RESPONSE = hex(`
  0101003c 2112a442 b7e7a701 bc34d686 fa87dfae
  8022000b 74657374 20766563 746f7220
  00200008 0001a147 e112a643
  00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7
  80280004 c07d4c96`);

const USERNAME = 0x0006;
const USE_CANDIDATE = 0x0025;
const MESSAGE_INTEGRITY = 0x0008;

/** A check as a browser sends it. */
const check = (attributes: readonly Buffer[], password = PASSWORD): Buffer =>
  sealMessage(0x0001, TRANSACTION, attributes, password);
const NAMED = attributeOf(USERNAME, Buffer.from('ours:theirs'));

/** With other bytes from a place on. */
const changed = (message: Buffer, at: number, ...bytes: readonly number[]): Buffer => {
  const copy = Buffer.from(message);
  copy.set(bytes, at);
  return copy;
};

describe('the sample request of RFC 5769', () => {
  const request = readBindingRequest(REQUEST)!;

  it('is read', () => {
    expect(request).toMatchObject({
      transaction: TRANSACTION,
      fragment: 'evtj',
      app: 'h6vY',
      nominates: false,
    });
  });

  it('is proven by its password and by no other', () => {
    expect([request.isFrom(PASSWORD), request.isFrom('another')]).toEqual([true, false]);
  });

  it('is not proven when a byte of it is another', () => {
    for (let at = 20; at < REQUEST.length - 32; at += 1) {
      const read = readBindingRequest(changed(REQUEST, at, REQUEST[at]! ^ 1));
      expect([at, read?.isFrom(PASSWORD) ?? false]).toEqual([at, false]);
    }
  });
});

it('seals a message as the sample response of RFC 5769', () => {
  // The sample pads with spaces, which count for the integrity.
  const software = changed(attributeOf(SOFTWARE, Buffer.from('test vector')), 15, 0x20);
  const mapped = attributeOf(0x0020, hex('0001 a147 e112a643'));
  expect(sealMessage(0x0101, TRANSACTION, [software, mapped], PASSWORD).toString('hex')).toBe(
    RESPONSE.toString('hex'),
  );
});

it('answers with the address of the sample response', () => {
  const from = { address: '192.0.2.1', port: 32853 };
  const response = bindingResponse(readBindingRequest(REQUEST)!, from, PASSWORD);
  expect(response.subarray(20, 32).toString('hex')).toBe('00200008' + '0001a147e112a643');
  expect(response.subarray(4, 20)).toEqual(TRANSACTION);
});

describe('a check', () => {
  it('says when the browser goes on from there', () => {
    expect(readBindingRequest(check([NAMED]))?.nominates).toBe(false);
    expect(readBindingRequest(check([NAMED, attributeOf(USE_CANDIDATE, Buffer.alloc(0))]))?.nominates).toBe(
      true,
    );
  });

  it.each<[why: string, message: Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a response', RESPONSE],
    ['another length than it says', changed(REQUEST, 3, 0x57)],
    ['no magic cookie', changed(REQUEST, 4, 0)],
    ['no user name', check([])],
    ['a user name without a colon', check([attributeOf(USERNAME, Buffer.from('ours'))])],
    ['no integrity', Buffer.concat([hex('00010010'), TRANSACTION, NAMED])],
    [
      'an integrity of four bytes',
      Buffer.concat([hex('00010018'), TRANSACTION, NAMED, attributeOf(MESSAGE_INTEGRITY, hex('00000000'))]),
    ],
    ['an attribute that is longer than the message', changed(check([NAMED]), 22, 0xff, 0xff)],
    [
      'a user name behind the integrity',
      Buffer.concat([hex('00010028'), TRANSACTION, check([]).subarray(20, 44), NAMED]),
    ],
  ])('with %s is none', (_why, message) => {
    expect(readBindingRequest(message)).toBeUndefined();
  });

  it('is read or passed over, whatever somebody sends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, looksReal) => {
        const message = looksReal
          ? Buffer.concat([hex('0001'), Buffer.from([0, bytes.length]), TRANSACTION, bytes])
          : Buffer.from(bytes);
        expect(readBindingRequest(message)?.isFrom(PASSWORD) ?? false).toBe(false);
      }),
    );
  });
});
