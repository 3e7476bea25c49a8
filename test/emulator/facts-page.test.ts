import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FACT_PAGES } from './fact-table.ts';
import { factsPage, pathOf } from './facts-page.ts';

const inProject = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const ROWS = FACT_PAGES.flatMap(([page, rows]) => rows.map((row) => ({ page, ...row })));

describe('docs/emulator-facts.md', () => {
  // `npm run golden` writes it.
  it('is what the table says', async () => {
    await expect(factsPage()).toMatchFileSnapshot(inProject('docs/emulator-facts.md'));
  });

  it('names only transcripts and tests that exist', () => {
    const named = ROWS.flatMap(({ shownBy }) => shownBy.map(pathOf));
    expect(named.filter((path) => !existsSync(inProject(path)))).toEqual([]);
  });

  it('has something that shows it, or a reason, in every row', () => {
    expect(ROWS.filter(({ shownBy, remark }) => shownBy.length === 0 && remark === undefined)).toEqual([]);
  });
});
