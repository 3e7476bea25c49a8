import type { Json, JsonObject } from './json.ts';

/**
 * Webhook fields as a query string: every top-level field is one parameter, an object or list becomes JSON text,
 * null an empty value (voice-webhooks.md §1; the null is our choice, no capture shows one).
 */
export const toQuery = (fields: JsonObject): string =>
  Object.entries(fields)
    .map(([name, value]) => `${escaped(name)}=${escaped(parameter(value))}`)
    .join('&');

/** Half of a surrogate pair, which JSON can carry and UTF-8 cannot, becomes U+FFFD: encodeURIComponent would throw. */
const escaped = (value: string): string =>
  encodeURIComponent(HAS_SURROGATE.test(value) ? value.replace(/\p{Surrogate}/gu, '\uFFFD') : value);

/** Half of a pair or a whole one: most texts have neither, and to look by Unicode's rules takes long. */
const HAS_SURROGATE = /[\uD800-\uDFFF]/;

const parameter = (value: Json): string => {
  if (typeof value === 'string') return value;
  return value === null ? '' : JSON.stringify(value);
};

/** The fields of a query string, all as text; a name that comes twice keeps its first value. Never throws. */
export const fromQuery = (query: string): JsonObject => {
  const fields: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const [name, value] of new URLSearchParams(query)) {
    if (!(name in fields)) fields[name] = value;
  }
  return Object.fromEntries(Object.entries(fields));
};
