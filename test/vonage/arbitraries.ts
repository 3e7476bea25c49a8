import fc from 'fast-check';
import type { FieldTable, Form } from '../../src/vonage/fields.ts';
import type { JsonObject } from '../../src/vonage/json.ts';

/** Text that UTF-8 can carry, control characters and emoji included. */
export const anyText = fc.string({ unit: 'binary', maxLength: 12 });

/** Minus zero does not survive as JSON: it comes back as zero. */
const withoutMinusZero = (value: number): number => value + 0 || 0;

const anyJson: fc.Arbitrary<unknown> = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)));

export const anyJsonObject: fc.Arbitrary<JsonObject> = fc
  .dictionary(
    fc.oneof(anyText, fc.constantFrom('__proto__', 'constructor', 'extra', 'kind')),
    fc.jsonValue(),
    {
      noNullPrototype: true,
      maxKeys: 4,
    },
  )
  .map((object) => JSON.parse(JSON.stringify(object)) as JsonObject);

/** Any value that a field of this form can hold; `asText` leaves out what a query string cannot tell apart. */
const heldBy = (form: Form, asText: boolean): fc.Arbitrary<unknown> => {
  switch (form.is) {
    case 'text':
      return anyText;
    case 'text-or-null':
      return fc.option(asText ? anyText.filter((text) => text !== '') : anyText);
    case 'integer':
      return fc.maxSafeInteger().map(withoutMinusZero);
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map(withoutMinusZero);
    case 'boolean':
      return fc.boolean();
    case 'object':
      return anyJsonObject;
    case 'anything':
      return anyJson;
    case 'word':
      return fc.constantFrom(...form.words);
    case 'shape':
      return decodedOf(form.table, false);
    case 'list':
      return fc.array(heldBy(form.of, false), { maxLength: 3 });
    default:
      return form satisfies never;
  }
};

/**
 * Anything that decoding by this table can give: its fields, and now and then unknown ones in `extra`. At the top of
 * a query string the unknown ones are text.
 */
export const decodedOf = (table: FieldTable, asText: boolean): fc.Arbitrary<Record<string, unknown>> => {
  const names = Object.keys(table);
  const fields = Object.fromEntries(names.map((name) => [name, heldBy(table[name]!.form, asText)]));
  const extra = (
    asText ? fc.dictionary(anyText, anyText, { noNullPrototype: true, maxKeys: 3 }) : anyJsonObject
  )
    .map((object) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name))))
    .filter((object) => Object.keys(object).length > 0);
  return fc
    .record(
      { fields: fc.record(fields, { requiredKeys: names.filter((name) => table[name]!.required) }), extra },
      { requiredKeys: ['fields'] },
    )
    .map(({ fields: known, extra: unknown }) => ({ ...known, ...(unknown ? { extra: unknown } : {}) }));
};
