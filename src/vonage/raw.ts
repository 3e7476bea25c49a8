import { isJsonObject, type Json, type JsonObject, sameJson } from './json.ts';

/** A raw value of JSON, or `'absent'` in its own wrapping: null is a value, too. */
export type Raw = { readonly value: Json } | 'absent';

/** The value at a path, as it is. */
export const rawAt = (object: JsonObject, path: readonly string[]): Raw => {
  let value: Json | undefined = object;
  for (const name of path) {
    value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    if (value === undefined) return 'absent';
  }
  return value === undefined ? 'absent' : { value };
};

/** The object with one place changed or taken out. All else, and the order of keys, stays; what stands on the way and is no object is replaced. */
export const withRawAt = <O extends JsonObject>(object: O, path: readonly string[], raw: Raw): O => {
  const [name, ...rest] = path;
  if (name === undefined) return object;
  const inner = rawAt(object, [name]);
  const isHolder = inner !== 'absent' && isJsonObject(inner.value);
  if (rest.length > 0 && raw === 'absent' && !isHolder) return object;
  const next: Raw =
    rest.length === 0 ? raw : { value: withRawAt(isHolder ? (inner.value as JsonObject) : {}, rest, raw) };
  if (next !== 'absent') return { ...object, [name]: next.value };
  const { [name]: _gone, ...others } = object;
  // Whoever takes something out says so by the type that was asked for.
  return others as O;
};

/** Whether two raw values are the same JSON. */
export const sameRaw = (one: Raw, other: Raw): boolean =>
  one === 'absent' || other === 'absent' ? one === other : sameJson(one.value, other.value);
