import { isJsonObject, type Json } from '../vonage/json.ts';
import type { NumberValue, Value } from '../vonage/ncco/option.ts';
import { readValue } from '../vonage/ncco/read-value.ts';
import type { Oddity } from './node.ts';

/** A text about which only its option could say something. */
export const isPlainText = (value: Json): boolean =>
  typeof value === 'string' && value !== '' && !isOdd(value);

/** A number, a truth value or a word as it should be. */
export const isUnremarkable = (expected: Value, value: Json): boolean => {
  if (expected.is === 'boolean') return typeof value === 'boolean';
  if (expected.is === 'word') return typeof value === 'string' && expected.words.includes(value);
  if (expected.is !== 'integer' && expected.is !== 'number') return false;
  // `isOfType` has seen that it is a number.
  return isOfType(expected, value) && isWithin(expected, value as number);
};

/** Within the bounds of its option; both are included. */
export const isWithin = ({ min, max }: NumberValue, value: number): boolean =>
  (min === undefined || value >= min) && (max === undefined || value <= max);

/** Signs of a template, or of a variable without a value. One look for all the rules that search in texts. */
const ODD = /\{|<%|\[object|undefined|null|nil|NaN|None/;
export const isOdd = (text: string): boolean => ODD.test(text);

/** What a text with `{{ … }}` may become: always a text, which the platform reads as a number or a word. */
export const isScalar = ({ is }: Value): boolean =>
  is === 'text' || is === 'integer' || is === 'number' || is === 'boolean' || is === 'word';

/** As the table has it, without any leniency. */
export const isOfType = (expected: Value, value: Json): boolean => {
  switch (expected.is) {
    case 'text':
      return typeof value === 'string';
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'word':
      return typeof value === 'string' && expected.words.includes(value);
    case 'list':
      return Array.isArray(value);
    case 'text-map':
      return isJsonObject(value) && Object.values(value).every((text) => typeof text === 'string');
    case 'object':
    case 'variant':
    case 'json':
      return isJsonObject(value);
    default:
      return expected satisfies never;
  }
};

/** What is odd about a value that is not of its type; `isRead`: the platform takes it. */
export const oddityOf = (expected: Value, value: Json, isRead: boolean): Oddity | 'none' => {
  if (value === null) return 'null';
  // A method in lower case is as good.
  if (expected.is === 'word') return isRead ? 'none' : typeof value === 'string' ? 'word' : 'type';
  if (expected.is === 'list') {
    return isRead || isOfType(expected.of, value) || readableAs(expected.of, value) ? 'bare' : 'type';
  }
  if (Array.isArray(value) && expected.is !== 'text-map' && expected.is !== 'json') return 'listed';
  return isRead ? 'quoted' : 'type';
};

const readableAs = (expected: Value, value: Json): boolean =>
  expected.is === 'word' ? typeof value === 'string' : 'value' in readValue(expected, value, '');
