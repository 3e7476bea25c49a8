/** Values of JSON, as `JSON.parse` gives them. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parses JSON text; undefined when it is not JSON. */
export const parseJson = (text: string): Json | undefined => {
  try {
    // JSON.parse gives nothing but JSON values, or throws.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

/** Equal in meaning: the order of keys does not count. */
export const sameJson = (left: unknown, right: unknown): boolean => {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && sameJson(left[name], right[name]))
  );
};

/** The value at a dotted path (`dtmf.digits`, `speech.results.0.text`), or undefined. Own properties only. */
export const valueAt = (root: unknown, path: string): unknown => {
  let value: unknown = root;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
};
