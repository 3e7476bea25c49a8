import fc from 'fast-check';
import { expect, it } from 'vitest';
import { markNumbers, unmarkNumbers } from '../../src/edge/applications/exact-numbers.ts';

const through = (text: string): string => unmarkNumbers(JSON.stringify(JSON.parse(markNumbers(text))));

it.each([
  '9007199254740993',
  '-9007199254740993',
  '123456789012345678901234567890',
  '0.1000000000000000055511151231257827',
  '1.0',
  '-0',
  '1E5',
  '1e400',
  '1000',
  '-1.5',
  '{"a":[18446744073709551615,{"b":1.10}],"c":"18446744073709551615","d\\\\\\"9007199254740993":"1.0"}',
  '"\\u0000number:9007199254740993"',
  '"\\u0000string:x"',
  '"\\u0000number:"',
])('%s comes out as it went in', (text) => {
  expect(through(text)).toBe(text);
});

it('what JavaScript can hold stays a number', () => {
  expect(JSON.parse(markNumbers('{"a":1,"b":1.5,"c":-20,"d":1e21}'))).toEqual({
    a: 1,
    b: 1.5,
    c: -20,
    d: '\0number:1e21',
  });
});

it.each(['', '<!doctype html><title>1.0</title>', '{"a":1.0.0}', '01', '[1.0'])(
  '%j stays no JSON',
  (text) => {
    expect(() => JSON.parse(markNumbers(text))).toThrow();
  },
);

it('any JSON comes out as it went in', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(through(json)).toBe(JSON.stringify(JSON.parse(json)));
    }),
  );
});
