import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CASES, casesOf, linesOf, lintCase } from './ncco-cases.ts';

describe('NCCOs of the kinds that people publish', () => {
  const cases = casesOf('good');

  it('are many', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  it.each(cases)('$name is free of errors', (one) => {
    const errors = lintCase(one).filter(({ severity }) => severity === 'error');
    expect(linesOf(errors, one.source)).toBe('');
  });

  it('have these warnings and infos, hosts of examples aside', async () => {
    const said = cases.flatMap((one) => {
      const lines = linesOf(
        lintCase(one, { ...one.options, severities: { 'placeholder-url': 'off' } }),
        one.source,
      );
      return lines === '' ? [] : [`# ${one.name}\n${lines}`];
    });
    await expect(said.join('\n')).toMatchFileSnapshot(join(CASES, 'good/expected.txt'));
  });
});
