import { foldCase } from '../../text/fold-case.ts';
import { replaceWord } from '../../text/replace-word.ts';
import { longestFirst, spellingsOf } from '../../text/spellings-of.ts';
import { maskText } from '../mask.ts';
import type { People } from './people.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** An escape of an address: its digits belong to no number, and what is behind it begins anew. */
const ESCAPE = '%[\\da-f]{2}';
/** Behind no such sign, but for those of an escape. */
const notBehind = (signs: string): string => `(?:(?<![${signs}])|(?<=${ESCAPE}))`;

const UUID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}';
/** Ids, hashes, times and prices are long digits, too, and tell of nobody. */
const KEPT = [
  UUID,
  `${notBehind('\\da-z')}(?:[\\da-f]{32}|[\\da-f]{64})(?![\\da-z])`,
  `${notBehind('\\d')}\\d{4}-\\d\\d-\\d\\d(?:(?:T|%20| )\\d\\d(?::|%3A)\\d\\d(?:(?::|%3A)\\d\\d(?:\\.\\d{1,9})?)?)?(?!\\d)`,
  // 202.555.0100 is also written 202.5550100, and no price begins 07.
  `${notBehind('\\d.')}(?!0\\d|[2-9]\\d\\d\\.[2-9]\\d{6}(?!\\d))\\d{1,6}\\.\\d{1,9}(?![\\d.])`,
  ESCAPE,
].join('|');
const V4 = `${notBehind('\\w.-')}(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\w-]|\\.\\d)`;
const V6 =
  '(?<![\\w:])(?:[\\da-f]{1,4}:){1,7}(?::[\\da-f]{1,4}){1,6}(?![\\w:])|(?<![\\w:])(?:[\\da-f]{1,4}:){7}[\\da-f]{1,4}(?![\\w:])';
/** What stands between the groups of a number, also in an address; in a form a space is a `+`, elsewhere a number begins with it. */
const GAP = '(?:(?:[ ().\\u00a0-]|%(?:20|28|29|2d|2e|c2%a0)){1,2}|(?:\\)|%29)?\\+(?:\\(|%28)?)';
/** In one run, or in groups as people write them. */
const NUMBER = `\\d{7,}|${notBehind('\\d')}\\d{1,6}(?:${GAP}\\d{1,7}(?!\\d)){1,6}`;

const TOKEN = new RegExp(
  `(${KEPT})|([\\w.+~-]{1,64}|\\d{7,15})(@|%40)([\\w.-]{1,253})|(${V4}|${V6})|(${NUMBER})`,
  'gi',
);

/** Runs of digits in a text that may be phone numbers. */
export const numbersIn = (text: string): readonly string[] =>
  [...text.matchAll(TOKEN)].flatMap((match) => {
    const [, kept, local, , , address, number] = match;
    if (kept !== undefined) return [];
    if (address !== undefined) return [address];
    const digits = digitsIn(local ?? number ?? '');
    return digits.length >= SHORTEST ? [digits] : [];
  });

const SHORTEST = 7;

/** The digits of a number, without those of escapes. */
const digitsIn = (written: string): string => written.replaceAll(/%[\da-f]{2}|\D/gi, '');

/** Tell nothing of who is there. */
const OF_NOBODY = /^(?:127\.|0\.0\.0\.0$|::1$|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|2001:db8:)/i;

/**
 * A text with other numbers, addresses and names. Digits keep their place between the signs that they are written with, so that what was
 * right or wrong with a number still is.
 */
export const maskedText = (text: string, people: People, pseudonyms: Pseudonyms): string =>
  withoutNames(
    maskText(text).replace(
      TOKEN,
      (whole, kept?: string, local?: string, at = '', host = '', address?: string, number?: string) => {
        if (kept !== undefined) return whole;
        if (address !== undefined) return OF_NOBODY.test(address) ? address : pseudonyms.address(address);
        if (number !== undefined) return refilled(number, pseudonyms);
        return `${maskedLocal(local ?? '', pseudonyms)}${at}${host}`;
      },
    ),
    people,
    pseudonyms,
  );

const maskedLocal = (local: string, pseudonyms: Pseudonyms): string => {
  const digits = digitsIn(local);
  if (/^\+?\d+$/.test(local)) return digits.length < SHORTEST ? local : refilled(local, pseudonyms);
  return pseudonyms.name(/\d{7}/.test(local) ? digits : local);
};

/** The number with other digits, in the same groups. */
const refilled = (written: string, pseudonyms: Pseudonyms): string => {
  const digits = digitsIn(written);
  if (digits.length < SHORTEST) return written;
  const other = pseudonyms.number(digits);
  let at = 0;
  return written.replaceAll(/%[\da-f]{2}|\d/gi, (sign) => {
    if (sign.length > 1) return sign;
    at += 1;
    // A longer one has its rest at the last place.
    return at === digits.length ? other.slice(at - 1) : (other[at - 1] ?? '');
  });
};

/** Names as words of their own, however large their letters, also as an address or a form spells them. */
const withoutNames = (text: string, { names }: People, pseudonyms: Pseudonyms): string => {
  const isSpelled = /[%+]/.test(text);
  const folded = foldCase(text);
  const there = new Map<string, string>();
  for (const name of names)
    for (const spelled of isSpelled ? spellingsOf(name) : [name])
      if (folded.includes(foldCase(spelled))) there.set(spelled, name);
  let masked = text;
  for (const spelled of longestFirst(there.keys()))
    masked = replaceWord(masked, spelled, pseudonyms.name(there.get(spelled) ?? spelled), foldCase);
  return masked;
};
