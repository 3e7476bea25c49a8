import { isJsonObject, type Json, type JsonObject } from '../vonage/json.ts';
import { expressionTest, type TextTest } from './expression-test.ts';
import type { Addresses } from './ncco-book.ts';

/**
 * Whether a webhook with these fields takes a branch. One that the config wrote as a function may throw, an error in
 * words.
 */
export type When = (fields: JsonObject, addresses: Addresses) => boolean;

/** One that only looks at the fields, and never throws. */
export type FieldTest = (fields: JsonObject) => boolean;

/** What is wrong with a `when`, and at which of its fields; at none when the whole is meant. */
export interface WhenFault {
  readonly field: string | undefined;
  readonly message: string;
}

/**
 * Compiles the `when` of a branch: each name is a dotted path into the webhook's fields, and all of them have to
 * match. Values compare as text, so that an unquoted 1 matches "1"; `/…/flags` is a regular expression. A field that
 * is missing, null, an object or a list never matches.
 */
export const compileWhen = (
  when: Json,
):
  | { readonly ok: true; readonly when: FieldTest }
  | { readonly ok: false; readonly faults: readonly WhenFault[] } => {
  if (!isJsonObject(when)) {
    return {
      ok: false,
      faults: [{ field: undefined, message: 'has to be fields and the texts that they have to match' }],
    };
  }
  const fields = Object.keys(when);
  if (fields.length === 0)
    return {
      ok: false,
      faults: [{ field: undefined, message: 'is empty; a branch without it always matches' }],
    };
  const tests: FieldTest[] = [];
  const faults: WhenFault[] = [];
  for (const field of fields) {
    const test = compileTest(when[field]!);
    if (field === '' || field.split('.').includes('')) {
      faults.push({ field, message: 'is not a path: names, with one dot between two' });
    } else if (typeof test === 'string') faults.push({ field, message: test });
    else tests.push(fieldTest(field.split('.'), test));
  }
  return faults.length > 0
    ? { ok: false, faults }
    : { ok: true, when: (webhook) => tests.every((test) => test(webhook)) };
};

/** The test for one value, or what is wrong with it. */
const compileTest = (expected: Json): TextTest | string => {
  if (typeof expected !== 'string') {
    if (typeof expected !== 'number' && typeof expected !== 'boolean')
      return 'has to be a text, a number, true or false';
    const exact = String(expected);
    return (text) => text === exact;
  }
  return expressionTest(expected) ?? ((text) => text === expected);
};

const fieldTest =
  (steps: readonly string[], test: TextTest): FieldTest =>
  (fields) => {
    let value: unknown = fields;
    for (const step of steps) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false;
      // Any object or list may be asked for a name that it has.
      value = (value as Record<string, unknown>)[step];
    }
    if (typeof value === 'string') return test(value);
    return typeof value === 'number' || typeof value === 'boolean' ? test(String(value)) : false;
  };
