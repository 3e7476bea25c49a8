import { describe, expect, it } from 'vitest';
import { realHashes } from '../../../src/edge/hashes.ts';
import { maskedText, numbersIn } from '../../../src/flow/pseudonyms/masked-text.ts';
import type { People } from '../../../src/flow/pseudonyms/people.ts';
import { makePseudonyms } from '../../../src/flow/pseudonyms/pseudonyms.ts';

const HASH = (text: string): string => realHashes().hmacSha256('key', text);

const mask = (text: string, names: readonly string[] = []): string => {
  const people: People = { numbers: new Set(numbersIn(text)), names: new Set(names) };
  return maskedText(text, people, makePseudonyms(HASH, people));
};

describe('a number', () => {
  const rows: readonly (readonly [text: string, masked: RegExp])[] = [
    ['14155551234', /^1\d{3}55501\d\d$/],
    ['+1 (415) 555-1234', /^\+1 \(\d{3}\) 555-01\d\d$/],
    ['447911123456', /^447700900\d{3}$/],
    ['+44 7911 123456', /^\+44 7700 900\d{3}$/],
    ['4917012345678', /^493023125\d{3}$/],
    // No range is known for it.
    ['+3581234567890', /^\+1\d{3}55501\d\d$/],
    ['07911 123456', /^0\d{4} \d{6}$/],
    ['5551234', /^5\d{6}$/],
    ['sip:447911123456@pbx.example.com;user=phone', /^sip:447700900\d{3}@pbx\.example\.com;user=phone$/],
    [
      '<speak>Call <say-as interpret-as="telephone">447911123456</say-as></speak>',
      /^<speak>Call <say-as interpret-as="telephone">447700900\d{3}<\/say-as><\/speak>$/,
    ],
    [
      'https://a.example/menu?from=%2B447911123456&x=1',
      /^https:\/\/a\.example\/menu\?from=%2B447700900\d{3}&x=1$/,
    ],
    ['x447911123456y', /^x447700900\d{3}y$/],
    // The digits of an escape are none of the number.
    ['a=%7B%22from%22%3A%22447911123456%22%7D', /^a=%7B%22from%22%3A%22447700900\d{3}%22%7D$/],
    ['to=sip%3A447911123456%40h.example', /^to=sip%3A447700900\d{3}%40h\.example$/],
    ['to=07911%20123456&x=1', /^to=0\d{4}%20\d{6}&x=1$/],
    ['to=%2B44+7911+123456&x=1', /^to=%2B44\+7700\+900\d{3}&x=1$/],
    ['call=%281%20415%29%20555%2D1234', /^call=%281%20\d{3}%29%20555%2D01\d\d$/],
    // The one for it has a country in front.
    ['202.5551234', /^1\d\d\.\d5550\d{3}$/],
    ['07911.123456', /^0\d{4}\.\d{6}$/],
    ['4111 1111 1111 1111', /^4\d{3} \d{4} \d{4} \d{4}$/],
  ];
  it.each(rows)('%s', (text, masked) => {
    expect(mask(text)).toMatch(masked);
    const digits = numbersIn(text);
    expect(digits).toHaveLength(1);
    expect(numbersIn(mask(text))).not.toEqual(digits);
  });

  it('is the same one for the same, however it is written, and another one for another', () => {
    const [one, same, other] = mask('447911123456, +44 7911 123456, 447911123457').split(', ');
    expect(same?.replaceAll(/\D/g, '')).toBe(one);
    expect(other).not.toBe(one);
  });

  it('is another one than a number in front of it', () => {
    expect(numbersIn('42 +44 7911 123456')).toEqual(['447911123456']);
  });

  it('is none that the original has', () => {
    const all = Array.from({ length: 999 }, (_, at) => `447700900${String(at).padStart(3, '0')}`);
    const masked = mask(all.join(' ')).split(' ');
    expect(masked.filter((one) => all.includes(one))).toEqual([]);
    expect(new Set(masked).size).toBe(999);
  });
});

it.each([
  '1f0a64c2d9b34e1fb2f7a0c19d5e8a70',
  'CON-11111111-2222-4333-8444-555555555555',
  '2026-03-01T09:30:00.000Z',
  'start=2026-03-01T09%3A30%3A00Z',
  '%22timestamp%22%3A%222026-03-01T09%3A30%3A00.000Z%22',
  '%229f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08%22',
  'Sun, 01 Mar 2026 09:30:00 GMT',
  '0.00732000',
  '120.12345678',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'http://127.0.0.1:4747/ncco/menu',
  'audio/l16;rate=16000',
  'Press 1 for sales, 2 for support. 1234.',
])('%s stays as it is', (text) => expect(mask(text)).toBe(text));

it.each([
  ['203.0.113.7, 84.12.9.3', /^203\.0\.113\.7, (192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/],
  ['http://10.1.2.3:80/', /^http:\/\/(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+:80\/$/],
  ['for="[2a02:8070:1::17]"', /^for="\[2001:db8::[\da-f]+\]"$/],
  ['alice joins, malice does not', /^user-\w{4} joins, malice does not$/],
  ['mail alice@corp.example', /^mail user-\w{4}@corp\.example$/],
  ['sip:alice@pbx.example', /^sip:user-\w{4}@pbx\.example$/],
  ['?token=abcdefgh', /^\?token=\*\*\*$/],
  ['Alice calls BOB', /^user-\w{4} calls BOB$/],
  ['?user=J%c3%b6rg&by=ALICE+smith', /^\?user=user-\w{4}&by=user-\w{4}$/],
  ['İ Alice', /^İ user-\w{4}$/],
  // A name is one name, also when a part of it is another, and however an address or a form spells it.
  ['alice Smith calls', /^user-\w{4} calls$/],
  ['to=1&from_user=alice%20Smith', /^to=1&from_user=user-\w{4}$/],
  ['from_user=alice+Smith&to=1', /^from_user=user-\w{4}&to=1$/],
  ['?user=J%C3%B6rg', /^\?user=user-\w{4}$/],
  ['?users=%5B%22alice%22%5D', /^\?users=%5B%22user-\w{4}%22%5D$/],
])('%s is masked', (text, masked) => expect(mask(text, ['alice', 'alice Smith', 'Jörg'])).toMatch(masked));

it('takes no more time for a longer text than it should', () => {
  // What grows with the square of the length would not be done within the time of a test.
  for (const piece of ['1 ', '1-', 'a.', '1.', '1:', '@', '12345678 ', '(1)']) mask(piece.repeat(50_000));
});
