import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../src/lint/rules.ts';
import type { FileReport } from '../../../src/text/report/finding.ts';
import { sarifReport } from '../../../src/text/report/sarif.ts';
import { sourceText } from '../../../src/text/source-text.ts';
import { casesOf, lintCase } from '../../lint/ncco-cases.ts';
import { ODD_REPORTS } from './reports.ts';

const require = createRequire(import.meta.url);
// Both are CommonJS, and SARIF's schema is of draft 4.
const { default: Ajv } = require('ajv-draft-04') as typeof import('ajv-draft-04');
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;

const validate = new Ajv({
  strict: false,
  allErrors: true,
  // One of its patterns is not as strict as that asks for.
  unicodeRegExp: false,
  formats: {
    uri: (text) => URL.canParse(text),
    // No character that a URI cannot have, and no scheme that is none.
    'uri-reference': /^(?:[\w.~!$&'()*+,;=@/?#[\]-]|%[0-9A-Fa-f]{2}|(?<=^https?):|(?<=\/\/[^/]*):)*$/,
    'date-time': true,
  },
}).compile(schema);

const faultsOf = (files: readonly FileReport[]): unknown => {
  validate(JSON.parse(sarifReport(files, RULES, '1.2.3')));
  return validate.errors ?? [];
};

describe('the SARIF report', () => {
  it('is valid for every case of the linter', () => {
    const files = ['good', ...RULES.map(({ id }) => id)].flatMap(casesOf).map((one) => ({
      source: one.source,
      findings: lintCase(one),
    }));
    expect(files.flatMap(({ findings }) => findings).length).toBeGreaterThan(100);
    expect(faultsOf(files)).toEqual([]);
  });

  it('is valid for odd names, words and places', () => {
    expect(faultsOf(ODD_REPORTS)).toEqual([]);
  });

  it('is valid whatever a file is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(faultsOf([{ ...ODD_REPORTS[0]!, source: sourceText(`a/${name}`, '[\n  {}]') }])).toEqual([]);
      }),
    );
  });

  it('is refused by the schema when it is wrong', () => {
    validate({ version: '2.1.0', runs: [{ results: [{ ruleId: 7 }] }] });
    expect(validate.errors).not.toEqual([]);
    expect(validate(JSON.parse(sarifReport(ODD_REPORTS, RULES, '1').replace('"2.1.0"', '"2.0"')))).toBe(
      false,
    );
  });

  it('looks like this', async () => {
    await expect(sarifReport(ODD_REPORTS, RULES.slice(0, 1), '1.2.3')).toMatchFileSnapshot(
      '../../cases/report/sarif.json',
    );
  });
});
