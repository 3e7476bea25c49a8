import type { Judged } from '../../flow/expect/judge-call.ts';
import type { Palette } from '../../sinks/palette.ts';
import { cut, printable } from '../../text/printable.ts';
import type { Verdict } from './verdict.ts';

/** The last words about a call, for a terminal of so many columns. */
export const verdictLines = (verdict: Verdict, palette: Palette, columns: number): readonly string[] => [
  headline(verdict, palette),
  ...reasonLines(verdict, columns),
  ...(verdict.ok ? gaveUpLines(verdict) : []),
];

const headline = ({ ok, unused, expectations, webhooks }: Verdict, palette: Palette): string => {
  const isTest = expectations.length > 0;
  if (!ok) return palette.bad(`✗ The call did not go ${isTest ? 'as expected' : 'well'}:`);
  const sum = `${webhooks} ${webhooks === 1 ? 'webhook' : 'webhooks'}, completed`;
  if (isTest)
    return palette.good(
      `✓ The call went as expected: ${expectations.length} of ${expectations.length}; ${sum}.`,
    );
  return unused.length === 0
    ? palette.good(`✓ The call went well: ${sum}.`)
    : palette.warn(`! The call went well (${sum}), but not as scripted:`);
};

/** More instead of what was expected than this is a list to look through, and that stands below. */
const MOST_ACTUAL = 3;

/** What went wrong, expected and actual, and all that happened; also for reports. */
export const reasonLines = (verdict: Verdict, columns: number): readonly string[] => [
  ...verdict.problems.map((problem) => `  - ${printable(problem)}`),
  ...verdict.unused.map((words) => `  - ${printable(words)}`),
  ...verdict.expectations.filter(({ ok }) => !ok).flatMap((judged) => unmetLines(judged, columns)),
  ...(verdict.ok ? [] : gaveUpLines(verdict)),
  ...(verdict.happened
    ? [
        '',
        'What happened, in order:',
        ...verdict.happened.map((one) => cut(`    ${printable(one)}`, columns)),
      ]
    : []),
];

/** Nobody is to look for who ended the call, nor wonder at how soon. */
const gaveUpLines = ({ gaveUp }: Verdict): readonly string[] =>
  gaveUp === undefined
    ? []
    : [`  Then ${gaveUp} and hung up.`, '  --hangup-after, in files hangUpAfterSeconds, says when instead.'];

const unmetLines = ({ expected, actual, none, hint }: Judged, columns: number): readonly string[] => {
  const found = actual.length === 0 ? [none] : actual.slice(0, MOST_ACTUAL);
  const more = actual.length - MOST_ACTUAL;
  if (more > 0) found.push(`and ${more} more`);
  return [
    `  - expected  ${printable(expected)}`,
    ...found.map((one, index) =>
      cut(`    ${index === 0 ? 'actual  ' : '        '}  ${printable(one)}`, columns),
    ),
    ...(hint === undefined ? [] : [`              ${printable(hint)}`]),
  ];
};
