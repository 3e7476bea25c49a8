import { isJsonObject, type Json } from '../../vonage/json.ts';

/** Longer texts are shown in the excerpt anyway. */
const LONGEST_QUOTE = 40;

/** A value as a message names it. */
export const found = (value: Json | undefined): string => {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (isJsonObject(value)) return 'an object';
  if (typeof value !== 'string') return `the ${typeof value === 'number' ? 'number' : 'word'} ${value}`;
  return value.length > LONGEST_QUOTE ? `"${value.slice(0, LONGEST_QUOTE)}…"` : `"${value}"`;
};
