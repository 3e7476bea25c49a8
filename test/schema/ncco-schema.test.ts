import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileNcco } from '../../src/flow/compiled-ncco.ts';
import { checkNcco } from '../../src/lint/check.ts';
import type { Diagnostic } from '../../src/lint/diagnostic.ts';
import { RULES } from '../../src/lint/rules.ts';
import { parseDocument } from '../../src/text/parse-document.ts';
import { type Json, type JsonObject, parseJson } from '../../src/vonage/json.ts';
import { anyNcco } from '../lint/any-ncco.ts';
import { casesOf, lintCase, type NccoCase } from '../lint/ncco-cases.ts';
import { compileNccoSchema } from './compile.ts';

/** Rules whose errors the schema lets pass, and why. */
const NOT_IN_THE_SCHEMA: Readonly<Record<string, string>> = {
  'asynchronous-settings': 'options that exclude each other; the tables do not have that',
  'authorization-value': 'an option that another one needs; the tables do not have that',
  'barge-in-without-input': 'about two actions',
  'channels-without-split': 'an option that another one needs',
  'from-with-random': 'options that exclude each other',
  'mute-with-can-speak': 'options that exclude each other',
  'option-spelling': 'names that are unknown pass, since Vonage passes them over',
  'ssml-syntax': 'no pattern reads XML',
  'timeout-spelling': 'names that are unknown pass',
  'transcription-without-record': 'an option that another one needs',
  'unknown-address': 'which NCCOs there are is not known',
};

/** Single cases of the other rules that pass. */
const ALSO_PASS: Readonly<Record<string, string>> = {
  'out-of-range/bad-quoted.json': 'a number in quotes is a text, and texts have no bounds',
  'sip-address/bad-1.json': 'options that exclude each other',
  'unset-variable/bad-host.json': 'https://undefined/ is a URL',
};

const validate = compileNccoSchema();

/** What the text says; undefined for a text that is no JSON or YAML. */
const writtenIn = ({ source, language }: NccoCase): Json | undefined => {
  const parsed = parseDocument(source, language);
  return parsed.ok ? parsed.value : parsed.readable?.value;
};

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** The errors with the least part of the NCCO that is an NCCO itself: the action that each is about, or the whole. */
const errorsOf = (one: NccoCase, value: Json): readonly (readonly [rule: string, part: Json])[] =>
  lintCase(one)
    .filter(isError)
    .map(({ rule, path: [index] }) => [
      rule,
      Array.isArray(value) && typeof index === 'number' ? [value[index]] : value,
    ]);

describe('the schema of NCCOs', () => {
  const good = casesOf('good');

  it.each(good)('accepts $name', (one) => {
    validate(writtenIn(one));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('accepts what templates are written for, and what becomes of them', async () => {
    const one = good.find(({ name }) => name === 'good/templates.json')!;
    const addresses = ['menu', 'event', 'answer'];
    const compiled = await compileNcco(
      writtenIn(one) as unknown as JsonObject[],
      new Set(addresses.map((name) => `urls.${name}`)),
    );
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults));
    const urls = Object.fromEntries(addresses.map((name) => [name, `https://voice.acme.io/ncco/${name}`]));
    const filled = compiled.ncco.render({
      from: '14155550100',
      to: '14155550101',
      dtmf: { digits: '447700900123' },
      urls,
    });
    if (!filled.ok) throw new Error(filled.problem);
    expect(filled.text).not.toContain('{{');
    validate(parseJson(filled.text));
    expect(validate.errors ?? []).toEqual([]);
  });

  const cases = RULES.flatMap(({ id }) => casesOf(id)).flatMap((one) => {
    const value = writtenIn(one);
    return value === undefined ? [] : [{ ...one, value }];
  });

  it.each(cases)('refuses $name only if the linter has an error there', (one) => {
    if (!validate(one.value)) expect(lintCase(one).filter(isError)).not.toEqual([]);
  });

  it.each(cases)('refuses every action with an error in $name, but for what it cannot know', (one) => {
    if (Object.hasOwn(ALSO_PASS, one.name)) return;
    const passed = errorsOf(one, one.value)
      .filter(([rule]) => !Object.hasOwn(NOT_IN_THE_SCHEMA, rule))
      .filter(([, part]) => validate(part));
    expect(passed).toEqual([]);
  });

  it('has no exception that is not needed', () => {
    const passed = cases.filter((one) => errorsOf(one, one.value).some(([, part]) => validate(part)));
    const rules = passed.flatMap((one) =>
      errorsOf(one, one.value).flatMap(([rule, part]) => (validate(part) ? [rule] : [])),
    );
    const known = [...Object.keys(NOT_IN_THE_SCHEMA), ...Object.keys(ALSO_PASS)];
    const needed = new Set([...rules, ...passed.map(({ name }) => name)]);
    expect(known.filter((name) => !needed.has(name))).toEqual([]);
  });
});

describe('any NCCO that is made of the tables', () => {
  it('is accepted', () => {
    fc.assert(
      fc.property(anyNcco, (ncco) => {
        validate(ncco);
        expect(validate.errors ?? []).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused with something else at some place only if the linter has an error', () => {
    const places = (value: unknown): [object, string][] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([name, inner]): [object, string][] => [
            [value, name],
            ...places(inner),
          ])
        : [];
    // Null says as much as leaving an option out. Nobody means to write it, so editors may say what it is.
    const other = fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes('null'));
    fc.assert(
      fc.property(anyNcco, fc.nat(), other, (made, at, value) => {
        const ncco = structuredClone(made);
        const all = places(ncco);
        const [owner, name] = all[at % all.length]!;
        Object.assign(owner, { [name]: value });
        if (validate(ncco)) return;
        expect(checkNcco(ncco).filter(isError)).not.toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
});
