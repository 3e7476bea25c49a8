import type { JsonObject } from '../vonage/json.ts';
import type { NumberValue, Option, TextValue, WordValue } from '../vonage/ncco/option.ts';
import { FORMATS, inAnyCase, matching } from './patterns.ts';

/** Truth values in quotes are read (ncco.md §1 row 9). */
export const BOOLEAN_SCHEMA: JsonObject = {
  type: ['boolean', 'string'],
  ...matching({ pattern: '^(?:true|false)$', words: 'true or false' }),
};

export const textSchema = (value: TextValue, option: Option): JsonObject => {
  const one: JsonObject = {
    type: 'string',
    ...(value.known && { examples: value.known }),
    ...patternOf(value, option),
  };
  return value.orList ? { anyOf: [one, { type: 'array', items: one, minItems: 1, maxItems: 1 }] } : one;
};

const patternOf = ({ format, pattern, maxLength }: TextValue, { required, about }: Option): JsonObject => {
  // Tags do not count, and a schema cannot tell what is one.
  if (format === 'ssml-or-text' && maxLength !== undefined) {
    return matching({ pattern: `^[\\s\\S]{0,${maxLength}}$|<`, words: `${maxLength} characters at most` });
  }
  // The number that is shown to the called party may be anything where no phone is called.
  if (format === 'phone-number' && !required) return {};
  const wanted =
    (format && FORMATS[format]) ??
    (pattern === undefined ? undefined : { pattern, words: `as described: ${about}` });
  if (!wanted) return {};
  // An empty text says as much as no text.
  return matching(required ? wanted : { ...wanted, pattern: `^$|${wanted.pattern}` });
};

export const numberSchema = (value: NumberValue): JsonObject => {
  const isWhole = value.is === 'integer';
  const { min, max } = acceptedBounds(value);
  return {
    type: [value.is, 'string'],
    ...(min !== undefined && { minimum: min }),
    ...(max !== undefined && { maximum: max }),
    ...matching({
      pattern: `^-?\\d{1,15}(?:\\.${isWhole ? '0' : '\\d'}{1,15})?$`,
      words: isWhole ? 'a whole number' : 'a number',
    }),
  };
};

/** As wide as any official source has them; none where the platform takes the nearest bound by itself. */
const acceptedBounds = ({ min, max, widest, outside }: NumberValue): { min?: number; max?: number } => {
  if (outside === 'clamped') return {};
  const lowest = widest?.min ?? min;
  const highest = widest?.max ?? max;
  return { ...(lowest !== undefined && { min: lowest }), ...(highest !== undefined && { max: highest }) };
};

export const wordSchema = ({ words, ignoreCase }: WordValue): JsonObject => {
  const spelled = words.map((word) => `^${ignoreCase ? inAnyCase(word) : word}$`).join('|');
  return {
    anyOf: [
      { enum: words },
      { type: 'string', ...matching({ pattern: spelled, words: words.join(' or ') }) },
    ],
  };
};
