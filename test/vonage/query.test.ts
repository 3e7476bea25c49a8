import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import { fromQuery, toQuery } from '../../src/vonage/query.ts';
import { anyText } from './arbitraries.ts';

describe('query', () => {
  it.each<[string, JsonObject, string]>([
    ['nothing', {}, ''],
    ['text', { to: '44 20+79', from: 'a&b=c' }, 'to=44%2020%2B79&from=a%26b%3Dc'],
    ['a number and a truth value', { size: 184_320, timed_out: false }, 'size=184320&timed_out=false'],
    ['null', { from: null }, 'from='],
    [
      'an object, as JSON text',
      { dtmf: { digits: '3', timed_out: true } },
      'dtmf=%7B%22digits%22%3A%223%22%2C%22timed_out%22%3Atrue%7D',
    ],
    ['a list, as JSON text', { legs: ['a', 1] }, 'legs=%5B%22a%22%2C1%5D'],
    [
      'half of a surrogate pair',
      { text: 'a\uD83D', '\uDE00': '\u{1F600}' },
      'text=a%EF%BF%BD&%EF%BF%BD=%F0%9F%98%80',
    ],
  ])('writes %s', (_name, fields, query) => {
    expect(toQuery(fields)).toBe(query);
  });

  it.each<[string, string, JsonObject]>([
    ['nothing', '', {}],
    ['an escaped name', 'SipHeader_X-A%20b=1', { 'SipHeader_X-A b': '1' }],
    ['a plus as a blank', 'to=a+b', { to: 'a b' }],
    ['a name twice: the first counts', 'to=1&to=2', { to: '1' }],
    ['a name without a value', 'to&from=', { to: '', from: '' }],
    ['a broken escape as it is', 'to=%E0%A4%A&x=%', { to: '\uFFFD%A', x: '%' }],
    [
      'names of the prototype',
      'constructor=1&toString=2',
      { constructor: '1', toString: '2' } as unknown as JsonObject,
    ],
  ])('reads %s', (_name, query, fields) => {
    expect(fromQuery(query)).toEqual(fields);
  });

  it('bears a parameter that is called as the prototype', () => {
    const fields = fromQuery('__proto__=1&to=2');
    expect(JSON.stringify(fields)).toBe('{"__proto__":"1","to":"2"}');
  });

  it('reads the text that it wrote', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText, { noNullPrototype: true }), (fields) => {
        expect(fromQuery(toQuery(fields))).toEqual(fields);
      }),
    );
  });

  it('reads anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (query) => typeof fromQuery(query) === 'object'));
  });
});
