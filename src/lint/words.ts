import { either } from '../text/either.ts';
import type { Value } from '../vonage/ncco/option.ts';

/** So much of a text is quoted: enough to know it again, and a message stays one line. */
const QUOTED_LENGTH = 40;

/** More words than this are no help to choose from. */
const MOST_LISTED = 12;

/** What was written, in double quotes. */
export const quote = (text: string): string =>
  JSON.stringify(text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}…` : text);

/** `"a", "b" or "c"`, sorted, and cut when there are many. */
export const orList = (words: readonly string[]): string => {
  const sorted = [...words].sort().map(quote);
  if (sorted.length > MOST_LISTED) {
    return `${sorted.slice(0, MOST_LISTED).join(', ')} or one of ${sorted.length - MOST_LISTED} others`;
  }
  return either(sorted);
};

/** What a value is, as a message says it: `text`, `the number 7`, `an empty array`. */
export const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return value === '' ? 'an empty text' : 'a text';
  if (typeof value === 'number') return `the number ${value}`;
  return typeof value === 'boolean' ? String(value) : 'no JSON value';
};

/** What a value has to be: `a whole number`, `an array of URLs`. */
export const expectedOf = (expected: Value): string => {
  switch (expected.is) {
    case 'text':
      return textOf(expected.format);
    case 'integer':
      return 'a whole number';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'word':
      return orList(expected.words);
    case 'list':
      return expected.maxItems === 1
        ? `an array with one ${expectedOf(expected.of).replace(/^an? /, '')}`
        : `an array of ${expected.of.is === 'word' ? orList(expected.of.words) : 'texts'}`;
    case 'variant':
      return 'an endpoint object';
    case 'object':
    case 'json':
      return 'an object';
    case 'text-map':
      return 'an object of texts';
    default:
      return expected satisfies never;
  }
};

const textOf = (format: string | undefined): string => {
  if (format === 'http-url' || format === 'websocket-url') return 'a URL';
  if (format === 'phone-number') return 'a text with a phone number';
  return 'a text';
};

/** Where the settings of an action, an endpoint or an object are written, for a message: `"talk"`, `a phone endpoint`. */
export const ownerOf = (node: { readonly is: string; readonly name: string }): string =>
  node.is === 'endpoint' ? `a ${node.name} endpoint` : quote(node.name);
