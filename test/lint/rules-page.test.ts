import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/lint/rules.ts';
import { FACTS } from './fact-table.ts';
import { rulesPage } from './rules-page.ts';

describe('docs/rules.md', () => {
  // `npm run golden` writes it.
  it('is what the rules and their cases say', async () => {
    await expect(rulesPage()).toMatchFileSnapshot(
      fileURLToPath(new URL('../../docs/rules.md', import.meta.url)),
    );
  });

  it('has as many rules as the README says', () => {
    const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
    expect(readme).toContain(`[${RULES.length} rules](docs/rules.md)`);
  });

  it('has every row of the lint list, and names only rules that exist', () => {
    const rows = FACTS.map(([row]) => row);
    const list = Array.from({ length: 32 }, (_, index) => `§15 row ${index + 1}`);
    expect(list.filter((row) => !rows.includes(row))).toEqual([]);
    const ids = new Set(RULES.map(({ id }) => id));
    const named = FACTS.flatMap(([, , text]) =>
      [...text.matchAll(/`([a-z]+(?:-[a-z]+)+|syntax)`/g)].map((match) => match[1]!),
    );
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });
});
