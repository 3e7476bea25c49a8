import { existsSync, readFileSync } from 'node:fs';
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

  // Sources, rules for the linter and open points are no behaviour of the platform.
  const NO_BEHAVIOUR =
    /^(Source tags|Cross-field rules|Where sources disagree|Limits|Checks a tool|One example per|Running the real)/;

  it.each(FACT_PAGES)('has every section of %s', (page, rows) => {
    const text = readFileSync(inProject(`docs/facts/${page}`), 'utf8');
    const missing = [...text.matchAll(/^#{2,3} (\d+(?:\.\d+)?)\.? (.+)$/gm)].filter(
      ([, number = '', title = '']) => {
        const isThere = rows.some(({ row }) => row === `§${number}` || row.startsWith(`§${number}.`));
        // `### 5.1` is told of by §5 where that is a client's own affair.
        const isInside = /\./.test(number) && rows.some(({ row }) => row === `§${number.split('.')[0]}`);
        return !NO_BEHAVIOUR.test(title) && !isThere && !isInside;
      },
    );
    expect(missing.map(([heading]) => heading)).toEqual([]);
  });

  it('has something that shows it, or a reason, in every row', () => {
    expect(ROWS.filter(({ shownBy, remark }) => shownBy.length === 0 && remark === undefined)).toEqual([]);
  });
});
