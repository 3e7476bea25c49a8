import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileWhen } from '../../src/flow/when.ts';
import type { Json, JsonObject } from '../../src/vonage/json.ts';

/** Whether it matches, or what is wrong with it. */
const outcome = (when: Json, fields: JsonObject): unknown => {
  const compiled = compileWhen(when);
  return compiled.ok
    ? compiled.when(fields)
    : compiled.faults.map(({ field, message }) => `${field ?? 'when'} ${message}`);
};

const INPUT = {
  dtmf: { digits: '1', timed_out: false },
  speech: { results: [{ text: 'Billing, please', confidence: '0.9' }] },
  from: '14155550100',
  retries: 2,
  nothing: null,
} satisfies JsonObject;

describe('a branch', () => {
  it.each<{ name: string; when: JsonObject; matches: boolean }>([
    { name: 'text', when: { 'dtmf.digits': '1' }, matches: true },
    { name: 'another text', when: { 'dtmf.digits': '2' }, matches: false },
    { name: 'part of a text', when: { from: '1415' }, matches: false },
    { name: 'a number as text', when: { 'dtmf.digits': 1 }, matches: true },
    { name: 'text as a number', when: { retries: '2' }, matches: true },
    { name: 'true and false as text', when: { 'dtmf.timed_out': 'false' }, matches: true },
    { name: 'all have to match', when: { 'dtmf.digits': '1', from: '44' }, matches: false },
    { name: 'an item of a list', when: { 'speech.results.0.text': 'Billing, please' }, matches: true },
    { name: 'an item that is not there', when: { 'speech.results.1.text': '/./' }, matches: false },
    { name: 'a regular expression', when: { 'speech.results.0.text': '/billing/i' }, matches: true },
    { name: 'its case', when: { 'speech.results.0.text': '/billing/' }, matches: false },
    { name: 'its anchors', when: { from: '/^1415/' }, matches: true },
    { name: 'a slash in it', when: { from: '/^1(4|\\/)/' }, matches: true },
    { name: 'a text with one slash', when: { from: '/14155550100' }, matches: false },
    { name: 'a field that is missing', when: { to: '/.*/' }, matches: false },
    { name: 'a field that is null', when: { nothing: '/.*/' }, matches: false },
    { name: 'a field that is an object', when: { dtmf: '/.*/' }, matches: false },
    { name: 'what objects inherit', when: { 'from.length': '11', toString: '/./' }, matches: false },
  ])('$name', ({ when, matches }) => {
    expect(outcome(when, INPUT)).toBe(matches);
  });

  it.each([
    { name: 'no object', when: '1', fault: 'when has to be fields and the texts that they have to match' },
    { name: 'nothing', when: {}, fault: 'when is empty; a branch without it always matches' },
    { name: 'null', when: { from: null }, fault: 'from has to be a text, a number, true or false' },
    {
      name: 'a path with a hole',
      when: { 'a..b': 1 },
      fault: 'a..b is not a path: names, with one dot between two',
    },
    {
      name: 'a flag that remembers',
      when: { from: '/1/g' },
      fault: 'from is a regular expression with the flags "g"; known are i, m, s, u and v',
    },
    {
      name: 'an open group',
      when: { from: '/(/' },
      fault: 'from is not a regular expression: Unterminated group',
    },
    {
      name: 'a flag twice',
      when: { from: '/a/ii' },
      fault: "from is not a regular expression: Invalid flags supplied to RegExp constructor 'ii'",
    },
  ])('is refused: $name', ({ when, fault }) => {
    expect(outcome(when, {})).toEqual([fault]);
  });

  it('answers the same every time, whatever the webhook brings', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('a', 'a.0', '0.a', '__proto__.a'), (value, path) => {
        const compiled = compileWhen({ [path]: '/./s' });
        if (!compiled.ok) throw new Error('a plain expression compiles');
        // fast-check's JSON values are ours.
        const fields = { a: value as Json, 0: value as Json };
        expect(compiled.when(fields)).toBe(compiled.when(fields));
      }),
    );
  });
});
