import { foldCase } from '../../text/fold-case.ts';
import { fictionalNumber } from './fictional-number.ts';
import type { People } from './people.ts';

/** Other words for what tells of people, the same one for the same within one file. */
export interface Pseudonyms {
  /** A phone number, digits only: one that is kept for fiction. Other digits keep their count. */
  number(digits: string): string;
  /** The name of a user, the same one however large its letters. */
  name(name: string): string;
  /** An IP address: one that is kept for documentation (RFC 5737, RFC 3849). */
  address(address: string): string;
}

/** What a text is hashed to, with a key that is not told: a table of all phone numbers is soon made. */
export type KeyedHash = (text: string) => string;

/** The shortest number that is called as such all over the world; shorter ones, and those with a 0 first, are written in their country. */
const SHORTEST_WHOLE = 10;
const LONGEST_WHOLE = 15;

/** More tries find nothing that is free any more. */
const MOST_TRIES = 100_000;

/** @param people those of the original, none of whom may be one of the new ones */
export const makePseudonyms = (hash: KeyedHash, people: People): Pseudonyms => {
  const taken = new Set([...people.numbers, ...[...people.names].map(foldCase)]);
  const given = new Map<string, string>();
  const used = new Set<string>();
  /** The first candidate that is nobody's, beginning at a place that only the key tells. */
  const pseudonym = (
    original: string,
    candidate: (at: number, tried: number) => string | undefined,
  ): string => {
    const known = given.get(original);
    if (known !== undefined) return known;
    const at = placeOf(hash(original));
    let found: string | undefined;
    for (let tried = 0; tried < MOST_TRIES; tried += 1) {
      const one = candidate(at, tried);
      if (one === undefined) break;
      if (taken.has(one)) continue;
      // When all are given some have to be shared: two people become one, and nobody is told.
      found = one;
      if (!used.has(one)) break;
    }
    const chosen = found ?? '';
    used.add(chosen);
    given.set(original, chosen);
    return chosen;
  };
  return {
    number: (digits) =>
      digits.length >= SHORTEST_WHOLE && digits.length <= LONGEST_WHOLE && !digits.startsWith('0')
        ? pseudonym(digits, (at, tried) => fictionalNumber(digits, at, tried))
        : pseudonym(digits, (at, tried) => digitsLike(digits, hash(`${at + tried} ${digits}`))),
    name: (name) =>
      pseudonym(
        `name ${foldCase(name)}`,
        (at, tried) => `user-${((at + tried) % 36 ** 4).toString(36).padStart(4, '0')}`,
      ),
    address: (address) =>
      pseudonym(address, (at, tried) =>
        address.includes(':') ? documentedV6(at + tried) : documentedV4(at + tried),
      ),
  };
};

/** A number of 40 bits from a hash in base64url, hex or any other text. */
const placeOf = (hash: string): number => {
  let place = 0;
  for (const character of hash.slice(0, 16)) place = (place * 61 + character.charCodeAt(0)) % 2 ** 40;
  return place;
};

/** So many digits; the first one says how the number is written, and stays. */
const digitsLike = (digits: string, hash: string): string => {
  let made = digits.slice(0, 1);
  for (let at = 1; at < digits.length; at += 1)
    made += String(
      (hash.charCodeAt(at % hash.length) * 7 + at * hash.charCodeAt((at * 3) % hash.length)) % 10,
    );
  return made;
};

const NETS = ['192.0.2', '198.51.100', '203.0.113'] as const;

const documentedV4 = (at: number): string => `${NETS[Math.floor(at / 254) % NETS.length]}.${(at % 254) + 1}`;

const documentedV6 = (at: number): string => `2001:db8::${((at % 65_535) + 1).toString(16)}`;
