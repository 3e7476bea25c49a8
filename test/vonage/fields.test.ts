import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anything,
  decodeFields,
  encodeFields,
  type Field,
  type FieldTable,
  integer,
  list,
  listOf,
  number,
  object,
  required,
  shape,
  text,
  textOrNull,
  trueOrFalse,
  word,
} from '../../src/vonage/fields.ts';
import type { Json, JsonObject } from '../../src/vonage/json.ts';
import { decodedOf } from './arbitraries.ts';

const INNER = { digits: textOrNull, timed_out: required(trueOrFalse) } as const;
const TABLE = {
  name: required(text),
  note: textOrNull,
  size: integer,
  rate: number,
  open: trueOrFalse,
  data: object,
  any: anything,
  mode: word('on', 'off'),
  inner: shape(INNER),
  texts: list(text),
  inners: listOf(INNER),
} as const satisfies FieldTable;

describe('fields', () => {
  it.each<[string, Field<unknown>, Json, unknown, unknown]>([
    // field, value, read from JSON, read from a query
    ['text', text, 'a', 'a', 'a'],
    ['text', text, '', '', ''],
    ['text', text, 5, undefined, undefined],
    ['text', text, null, undefined, undefined],
    ['text or null', textOrNull, null, null, null],
    ['text or null', textOrNull, '', '', null],
    ['text or null', textOrNull, 'null', 'null', 'null'],
    ['integer', integer, 42, 42, 42],
    ['integer', integer, '42', undefined, 42],
    ['integer', integer, '-7', undefined, -7],
    ['integer', integer, '007', undefined, undefined],
    ['integer', integer, '9007199254740991', undefined, 9_007_199_254_740_991],
    ['integer', integer, '9007199254740993', undefined, undefined],
    ['integer', integer, 1.5, undefined, undefined],
    ['integer', integer, '1.5', undefined, undefined],
    ['integer', integer, '', undefined, undefined],
    ['integer', integer, ' 1', undefined, undefined],
    ['number', number, 4.5, 4.5, 4.5],
    ['number', number, '4.5', undefined, 4.5],
    ['number', number, '4.50', undefined, undefined],
    ['number', number, 'NaN', undefined, undefined],
    ['number', number, 'Infinity', undefined, undefined],
    ['boolean', trueOrFalse, false, false, false],
    ['boolean', trueOrFalse, 'true', undefined, true],
    ['boolean', trueOrFalse, 'TRUE', undefined, undefined],
    ['boolean', trueOrFalse, 1, undefined, undefined],
    ['object', object, { a: 1 }, { a: 1 }, { a: 1 }],
    ['object', object, '{"a":1}', undefined, { a: 1 }],
    ['object', object, '{"a":1', undefined, undefined],
    ['object', object, '[1]', undefined, undefined],
    ['object', object, [1], undefined, undefined],
    ['object', object, null, undefined, undefined],
    ['word', word('on', 'off'), 'on', 'on', 'on'],
    ['word', word('on', 'off'), 'On', undefined, undefined],
    ['list', list(text), ['a', 'b'], ['a', 'b'], ['a', 'b']],
    ['list', list(text), '["a"]', undefined, ['a']],
    ['list', list(text), [], [], []],
    ['list', list(text), ['a', 1], undefined, undefined],
    ['list', list(integer), '["1"]', undefined, undefined],
    ['list', list(text), { 0: 'a' }, undefined, undefined],
    ['shape', shape(INNER), { timed_out: true }, { timed_out: true }, { timed_out: true }],
    ['shape', shape(INNER), { timed_out: 'true' }, undefined, undefined],
    ['shape', shape(INNER), {}, undefined, undefined],
    ['shape', shape(INNER), '{"timed_out":true,"x":1}', undefined, { timed_out: true, extra: { x: 1 } }],
    ['list of shapes', listOf(INNER), [{ timed_out: true }], [{ timed_out: true }], [{ timed_out: true }]],
    ['list of shapes', listOf(INNER), [{ timed_out: true }, 5], undefined, undefined],
    ['anything', anything, null, null, null],
  ])('%s reads %3$j', (_name, field, value, fromJson, fromQuery) => {
    expect([field.read(value, false), field.read(value, true)]).toEqual([fromJson, fromQuery]);
  });

  it('decodes what it encoded', () => {
    fc.assert(
      fc.property(decodedOf(TABLE, false), (decoded) => {
        // The generator is made from the table.
        const wire = encodeFields(TABLE, decoded as never);
        expect(decodeFields(TABLE, JSON.parse(JSON.stringify(wire)) as JsonObject)).toEqual(decoded);
      }),
    );
  });

  it('loses nothing of what it decoded, whatever that was', () => {
    const wires = fc.dictionary(fc.constantFrom(...Object.keys(TABLE), '__proto__', 'extra'), fc.jsonValue());
    fc.assert(
      fc.property(wires, (values) => {
        const wire = JSON.parse(JSON.stringify({ ...values, name: 'n' })) as JsonObject;
        expect(encodeFields(TABLE, decodeFields(TABLE, wire)!)).toEqual(wire);
      }),
    );
  });

  it('bears fields that are called as the prototype and its properties', () => {
    const wire = JSON.parse(
      '{"name":"n","__proto__":{"polluted":1},"constructor":"c","toString":1}',
    ) as JsonObject;
    const decoded = decodeFields(TABLE, wire)!;
    expect(Object.keys(decoded.extra!)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(JSON.stringify(encodeFields(TABLE, decoded))).toBe(JSON.stringify(wire));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('writes fields in the order of the table, then what was extra', () => {
    const decoded = decodeFields(TABLE, { z: 1, open: true, size: 'odd', name: 'n' })!;
    expect(JSON.stringify(encodeFields(TABLE, decoded))).toBe('{"name":"n","open":true,"z":1,"size":"odd"}');
  });

  it('has no extra when all fits', () => {
    expect(decodeFields(TABLE, { name: 'n' })).toStrictEqual({ name: 'n' });
  });
});
