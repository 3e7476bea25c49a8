import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../src/lint/rules.ts';
import { junitReport } from '../../../src/text/report/junit.ts';
import { casesOf, lintCase } from '../../lint/ncco-cases.ts';
import { ODD_REPORTS } from './reports.ts';

/** What the common schema of Jenkins (junit-4.xsd) allows of it: the element, where it stands, and its attributes. */
const ALLOWED: Readonly<Record<string, { readonly inside: string; readonly attributes: readonly string[] }>> =
  {
    testsuites: { inside: '', attributes: ['name', 'time', 'tests', 'failures', 'disabled', 'errors'] },
    testsuite: {
      inside: 'testsuites',
      attributes: ['name', 'tests', 'failures', 'errors', 'time', 'skipped'],
    },
    testcase: { inside: 'testsuite', attributes: ['name', 'classname', 'time', 'status'] },
    failure: { inside: 'testcase', attributes: ['type', 'message'] },
    'system-out': { inside: 'testcase', attributes: [] },
  };

interface Reading {
  readonly faults: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  /** The attributes of the one suite. */
  readonly suite: Readonly<Record<string, string>>;
}

/** Reads the XML strictly, and tells what in it is not as it should be. */
const read = (xml: string): Reading => {
  const faults: string[] = [];
  const counts: Record<string, number> = {};
  const open: string[] = [];
  let suite: Readonly<Record<string, string>> = {};
  const parser = new SaxesParser();
  parser.on('error', ({ message }) => faults.push(message));
  parser.on('opentag', ({ name, attributes }) => {
    const allowed = ALLOWED[name];
    if (allowed?.inside !== (open.at(-1) ?? '')) faults.push(`<${name}> inside <${open.at(-1) ?? ''}>`);
    for (const attribute of Object.keys(attributes))
      if (!allowed?.attributes.includes(attribute)) faults.push(`${attribute} of <${name}>`);
    counts[name] = (counts[name] ?? 0) + 1;
    if (name === 'testsuite') suite = attributes;
    open.push(name);
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return { faults, counts, suite };
};

describe('the JUnit report', () => {
  it('is well-formed, and as Jenkins has it, for every case of the linter', () => {
    const files = ['good', ...RULES.map(({ id }) => id)].flatMap(casesOf).map((one) => ({
      source: one.source,
      findings: lintCase(one),
    }));
    const { faults, counts, suite } = read(junitReport(files));
    expect(faults).toEqual([]);
    expect(counts['testcase']).toBe(files.length);
    expect(suite).toMatchObject({ tests: String(files.length), failures: String(counts['failure']) });
  });

  it('is so for odd names, words and places', async () => {
    expect(read(junitReport(ODD_REPORTS)).faults).toEqual([]);
    await expect(junitReport(ODD_REPORTS)).toMatchFileSnapshot('../../cases/report/junit.xml');
  });
});
