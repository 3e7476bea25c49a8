import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/lint/rules.ts';
import { aloneWith, CASES, casesOf, isBad, linesOf, lintCase } from './ncco-cases.ts';

describe.each(RULES.map((rule) => ({ rule, id: rule.id })))('$id', ({ rule, id }) => {
  const cases = casesOf(id);

  // A new case is a file here; `npm run golden` writes what is expected of it.
  it.each(cases.filter(isBad))('finds what is wrong in $name', async (one) => {
    const diagnostics = lintCase(one, aloneWith(id, one.options));
    expect([...new Set(diagnostics.map((diagnostic) => diagnostic.rule))]).toEqual([id]);
    await expect(linesOf(diagnostics, one.source)).toMatchFileSnapshot(one.path.replace(/\.\w+$/, '.txt'));
  });

  it.each(cases.filter((one) => !isBad(one)))('has nothing to say of $name', (one) => {
    expect(linesOf(lintCase(one, aloneWith(id, one.options)), one.source)).toBe('');
  });

  it('has cases, a file of its name, and words', () => {
    expect(cases.some(isBad) && !cases.every(isBad)).toBe(true);
    expect(rule.law).toMatch(/^\S.*\.$/);
    expect(rule.why).toMatch(/^[A-Z].*\.$/);
    expect(rule.source).toMatch(/^(ncco\.md §|voice-webhooks\.md §|RFC |field studies|the config file)/);
  });
});

describe('the registry', () => {
  it('has every rule of the folder once, and the cases are those of rules', () => {
    const ids = RULES.map(({ id }) => id).sort();
    const files = readdirSync(join(CASES, '../../../src/lint/rules')).map((file) =>
      file.replace(/\.ts$/, ''),
    );
    expect(ids).toEqual(files.sort());
    expect(readdirSync(CASES).filter((folder) => folder !== 'good')).toEqual(ids);
  });
});
