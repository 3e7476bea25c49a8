import { isJsonObject, type Json, type JsonObject } from '../vonage/json.ts';
import type { Description, Value } from '../vonage/ncco/option.ts';

/** A value without the templates that will be something else than text, and each of these in words. */
export interface SetAside {
  readonly value: JsonObject;
  readonly templates: readonly string[];
}

/**
 * Takes out what is a template where a number, a truth value or a word belongs (`timeout: "{{ seconds }}"`): only the
 * call knows what will stand there.
 */
export const setAsideTemplates = (value: JsonObject, description: Description): SetAside => {
  const templates: string[] = [];
  const ofObject = (object: JsonObject, { options }: Description, path: string): JsonObject =>
    Object.fromEntries(
      Object.entries(object).flatMap(([name, inner]): [string, Json][] => {
        const expected = Object.hasOwn(options, name) ? options[name]!.value : undefined;
        if (expected === undefined) return [[name, inner]];
        if (isTemplate(inner) && !TEXTS.has(expected.is)) {
          templates.push(`${path}${name}: ${inner}`);
          return [];
        }
        return [[name, ofValue(inner, expected, `${path}${name}.`)]];
      }),
    );
  const ofValue = (inner: Json, expected: Value, path: string): Json => {
    if (expected.is === 'list' && Array.isArray(inner))
      return inner.map((item) => ofValue(item, expected.of, path));
    if (!isJsonObject(inner)) return inner;
    if (expected.is === 'object') return ofObject(inner, expected, path);
    const kind = expected.is === 'variant' ? inner[expected.by] : undefined;
    return expected.is === 'variant' && typeof kind === 'string' && Object.hasOwn(expected.of, kind)
      ? ofObject(inner, expected.of[kind]!, path)
      : inner;
  };
  return { value: ofObject(value, description, ''), templates };
};

/** Of these a template stays what it is. */
const TEXTS: ReadonlySet<Value['is']> = new Set(['text', 'json', 'text-map', 'list', 'variant', 'object']);

const isTemplate = (value: Json): value is string => typeof value === 'string' && value.includes('{{');
