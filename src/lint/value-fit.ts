import { isJsonObject, type Json } from '../vonage/json.ts';
import type { Value } from '../vonage/ncco/option.ts';
import { readValue } from '../vonage/ncco/read-value.ts';
import { LONGEST_SPOKEN_TEXT } from '../vonage/ncco/ssml.ts';
import type { Oddity } from './node.ts';
import type { ValuePlan } from './plan.ts';

/** A value as it should be, about which no rule has anything to say. Most are. */
export const isUnremarkable = (plan: ValuePlan, value: Json): boolean => {
  switch (plan.is) {
    case 'text':
      if (typeof value !== 'string' || value === '') return false;
      if (plan.words !== undefined) return plan.words.includes(value);
      return !isOdd(value) && !(plan.isSpoken && isMoreThanWords(value));
    case 'word':
      return typeof value === 'string' && plan.words!.includes(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value) && isWithin(plan, value as number);
    case 'number':
      return typeof value === 'number' && isWithin(plan, value);
    default:
      return false;
  }
};

/** A spoken text that has a tag, or is long. */
export const isMoreThanWords = (text: string): boolean =>
  text.length > LONGEST_SPOKEN_TEXT || text.includes('<');

/** Within the bounds of its option; both are included. */
export const isWithin = ({ min, max }: ValuePlan, value: number): boolean => value >= min && value <= max;

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
