import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type {
  Description,
  ListValue,
  NumberValue,
  Option,
  TextValue,
  Value,
  VariantValue,
  WordValue,
} from './option.ts';

/** Why a value cannot be read: the place (`[2].endpoint[0].number`) and a sentence. */
export interface Misfit {
  readonly where: string;
  readonly detail: string;
}

export type Outcome<T extends Json = Json> = { readonly value: T } | { readonly misfit: Misfit };

/**
 * Reads a value as the platform is known to: text counts as a number or a truth value, other spellings become the
 * one spelling, what nobody knows is passed over. Only the type is looked at: whether a number is within its bounds
 * or a text is a URL shows when the action runs (ncco.md §1 rows 9 to 11; the leniency beyond them is U).
 */
export const readValue = (expected: Value, found: Json, where: string): Outcome => {
  switch (expected.is) {
    case 'text':
      return readText(expected, found, where);
    case 'integer':
    case 'number':
      return readNumber(expected, found, where);
    case 'boolean':
      if (typeof found === 'boolean') return { value: found };
      return found === 'true' || found === 'false'
        ? { value: found === 'true' }
        : wrongType('true or false', found, where);
    case 'word':
      return readWord(expected, found, where);
    case 'list':
      return readList(expected, found, where);
    case 'object':
      return readObject(expected, found, where);
    case 'variant':
      return readVariant(expected, found, where);
    case 'json':
      return isJsonObject(found) ? { value: found } : wrongType('an object', found, where);
    case 'text-map':
      return isJsonObject(found) && Object.values(found).every((text) => typeof text === 'string')
        ? { value: found }
        : wrongType('an object of texts', found, where);
    default:
      return expected satisfies never;
  }
};

const readText = (expected: TextValue, found: Json, where: string): Outcome => {
  const only = expected.orList && Array.isArray(found) && found.length === 1 ? found[0] : found;
  return typeof only === 'string' ? { value: only } : wrongType('text', found, where);
};

/** A decimal number as the SDKs write it: `45`, `-0.4`. */
const NUMBER_TEXT = /^-?\d{1,15}(\.\d{1,15})?$/;

const readNumber = (expected: NumberValue, found: Json, where: string): Outcome => {
  const value = typeof found === 'string' && NUMBER_TEXT.test(found) ? Number(found) : found;
  const isWhole = expected.is === 'integer';
  if (typeof value !== 'number' || (isWhole && !Number.isInteger(value))) {
    return wrongType(isWhole ? 'a whole number' : 'a number', found, where);
  }
  if (expected.outside !== 'clamped') return { value };
  return { value: Math.min(expected.max ?? value, Math.max(expected.min ?? value, value)) };
};

const readWord = (expected: WordValue, found: Json, where: string): Outcome => {
  const word = expected.words.find(
    (one) =>
      one === found ||
      (expected.ignoreCase === true &&
        typeof found === 'string' &&
        one.toLowerCase() === found.toLowerCase()),
  );
  return word === undefined ? wrongType(orOf(expected.words), found, where) : { value: word };
};

const readList = (expected: ListValue, found: Json, where: string): Outcome => {
  const items: Json = expected.orBare && !Array.isArray(found) ? [found] : found;
  if (!Array.isArray(items)) return wrongType('an array', found, where);
  // An empty array may mean something (`canSpeak: []`); where one item has to be, none is as good as missing.
  if (items.length === 0 && (expected.minItems ?? 0) > 0)
    return wrongType('an array with one item', found, where);
  const values: Json[] = [];
  for (const [index, item] of items.entries()) {
    const outcome = readValue(expected.of, item, `${where}[${index}]`);
    if ('misfit' in outcome) return outcome;
    values.push(outcome.value);
  }
  return { value: values };
};

const readVariant = (expected: VariantValue, found: Json, where: string): Outcome<JsonObject> => {
  if (!isJsonObject(found)) return wrongType('an object', found, where);
  const kind = ownValue(found, expected.by);
  const place = `${where}.${expected.by}`;
  if (kind === undefined) return missing(expected.by, place);
  if (typeof kind !== 'string' || !Object.hasOwn(expected.of, kind)) {
    return wrongType(orOf(Object.keys(expected.of)), kind, place);
  }
  const outcome = readObject(expected.of[kind]!, found, where);
  return 'misfit' in outcome ? outcome : { value: { [expected.by]: kind, ...outcome.value } };
};

/** Reads an object by its table. Names that the table does not have are passed over (ncco.md §1 row 11, U). */
export const readObject = (expected: Description, found: Json, where: string): Outcome<JsonObject> => {
  if (!isJsonObject(found)) return wrongType('an object', found, where);
  let value: JsonObject = {};
  for (const [name, option] of Object.entries(expected.options)) {
    const given = ownValue(found, name);
    if (given === undefined || (isEmptyList(given, option.value) && !option.required)) continue;
    const outcome = readValue(option.value, given, `${where}.${name}`);
    if ('value' in outcome) value = withOption(value, name, option, outcome.value);
    // Nobody can say that the platform even looks at an uncertain option, so it refuses nothing.
    else if (option.certainty !== 'U') return outcome;
  }
  for (const [name, option] of Object.entries(expected.options)) {
    if (option.required && value[name] === undefined) return missing(name, `${where}.${name}`);
  }
  if (expected.oneOf?.every((name) => value[name] === undefined)) {
    return { misfit: { where, detail: `one of ${orOf(expected.oneOf)} is missing` } };
  }
  return { value };
};

/** `eventUrl: []` says as much as no `eventUrl`; `canSpeak: []` has a meaning of its own (U). */
const isEmptyList = (given: Json, expected: Value): boolean =>
  expected.is === 'list' && (expected.minItems ?? 0) > 0 && Array.isArray(given) && given.length === 0;

/** Another spelling goes to the place of the one spelling, which wins when both are there. */
const withOption = (value: JsonObject, name: string, option: Option, given: Json): JsonObject => {
  const [first, second] = (option.sameAs ?? name).split('.') as [string, string?];
  if (second === undefined) return value[first] === undefined ? { ...value, [first]: given } : value;
  const inner = value[first];
  return { ...value, [first]: { [second]: given, ...(isJsonObject(inner) ? inner : {}) } };
};

/** Null counts as left out. Own properties only: a name like `constructor` is nothing special. */
const ownValue = (found: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(found, name) ? (found[name] ?? undefined) : undefined;

const missing = (name: string, where: string): { readonly misfit: Misfit } => ({
  misfit: { where, detail: `"${name}" is missing` },
});

const wrongType = (expected: string, found: Json, where: string): { readonly misfit: Misfit } => ({
  misfit: { where, detail: `expected ${expected}, found ${wordsOf(found)}` },
});

/** So much of a text is quoted: enough to know it again, and a message stays one line. */
const QUOTED_LENGTH = 40;

const wordsOf = (found: Json): string => {
  if (found === null) return 'null';
  if (Array.isArray(found)) return found.length === 0 ? 'an empty array' : 'an array';
  if (typeof found === 'object') return 'an object';
  if (typeof found !== 'string') return String(found);
  return JSON.stringify(found.length > QUOTED_LENGTH ? `${found.slice(0, QUOTED_LENGTH)}…` : found);
};

const orOf = (words: readonly string[]): string => {
  const quoted = words.map((word) => `"${word}"`);
  return quoted.length === 1 ? quoted[0]! : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
};
