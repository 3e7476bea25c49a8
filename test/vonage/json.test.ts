import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject, parseJson, sameJson, valueAt } from '../../src/vonage/json.ts';

describe('json', () => {
  it.each([
    ['{}', {}],
    ['null', null],
    ['"a"', 'a'],
    ['', undefined],
    ['{', undefined],
    ["{'a':1}", undefined],
    ['\uFEFF{}', undefined],
  ])('parses %j', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each([
    [{}, true],
    [[], false],
    [null, false],
    ['a', false],
    [undefined, false],
  ])('takes %j for an object: %j', (value, expected) => {
    expect(isJsonObject(value)).toBe(expected);
  });

  it.each([
    ['order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ['order of a list', [1, 2], [2, 1], false],
    ['a key more', { a: 1 }, { a: 1, b: 2 }, false],
    ['another key', { a: undefined }, { b: undefined }, false],
    ['a list and an object', [], {}, false],
    ['a list and an object like it', ['a'], { 0: 'a' }, false],
    ['a longer list', [1], [1, 2], false],
    ['a number and its text', 1, '1', false],
    ['null and an object', null, {}, false],
    ['a key that every object has', { constructor: 1 }, {}, false],
    ['deep inside', { a: [{ b: null }] }, { a: [{ b: null }] }, true],
  ])('compares by meaning: %s', (_name, left, right, expected) => {
    expect([sameJson(left, right), sameJson(right, left)]).toEqual([expected, expected]);
  });

  it('finds any value equal to its copy', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => sameJson(value, JSON.parse(JSON.stringify(value)))));
  });

  it.each([
    ['dtmf.digits', '1'],
    ['speech.results.0.text', 'billing'],
    ['speech.results.1.text', undefined],
    ['from', null],
    ['from.x', undefined],
    ['constructor', undefined],
    ['__proto__.x', undefined],
    ['dtmf.digits.0', undefined],
    ['', undefined],
  ])('finds at %j %j', (path, value) => {
    const root = { dtmf: { digits: '1' }, speech: { results: [{ text: 'billing' }] }, from: null };
    expect(valueAt(root, path)).toEqual(value);
  });
});
