import { FACT_PAGES } from './fact-table.ts';
import type { FactRow } from './facts/fact-row.ts';

/** Where something that shows a fact stands, from the top of the project. */
export const pathOf = (shown: string): string => {
  if (shown.endsWith('.ts')) return `test/${shown}`;
  return `test/cases/${shown.startsWith('client-sdk/') ? '' : 'emulator/'}${shown}.txt`;
};

/** docs/emulator-facts.md, made of the table. */
export const factsPage = (): string =>
  [
    INTRODUCTION,
    ...FACT_PAGES.map(([page, rows]) =>
      [
        `## ${page}\n`,
        '| row | fact | shown by, or why not |',
        '| --- | --- | --- |',
        ...rows.map((row) => `| ${row.row} | ${row.fact} | ${words(row)} |`),
        '',
      ].join('\n'),
    ),
  ].join('\n');

const words = ({ shownBy, remark }: FactRow): string =>
  [
    shownBy
      .map(
        (shown) =>
          `[${shown.replace(/^(people|sockets|user-states|client-sdk)\//, '')}](../${pathOf(shown)})`,
      )
      .join(', '),
    ...(remark === undefined ? [] : [shownBy.length === 0 ? `– ${remark}` : `(${remark})`]),
  ]
    .join(' ')
    .trim();

const INTRODUCTION = `# The facts, and what shows that the emulator keeps to them

The rows of our [pages of facts](facts/README.md) about the platform. Behind each stands the transcript of a call, which is a test and reads as the specification, or
the test that holds it; or the reason why there is none. U marks what nobody knows for certain: [what is a guess](emulator.md#what-is-a-guess) tells
what is done then.
`;
