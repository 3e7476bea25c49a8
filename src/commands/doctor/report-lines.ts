import type { Palette } from '../../sinks/palette.ts';
import { printable, wrap } from '../../text/printable.ts';
import type { Looked, Verdict } from './check.ts';

const MARKS: Readonly<Record<Verdict, string>> = { ok: '✓', warning: '!', fault: '✗', skipped: '·' };
/** Wide enough for `private key`, the longest name. */
const NAME_WIDTH = 13;

/** A line for each finding, what to do below it, and the sum. */
export const reportLines = (
  looked: readonly Looked[],
  palette: Palette,
  width: number,
): readonly string[] => {
  const paints = { ok: palette.good, warning: palette.warn, fault: palette.bad, skipped: palette.dim };
  const indent = ' '.repeat(NAME_WIDTH + 2);
  const room = Math.max(30, width - indent.length);
  let before = '';
  const lines = looked.flatMap(({ check, finding: { verdict, words, tryThis } }) => {
    const name = check === before ? '' : check;
    before = check;
    const [first = '', ...more] = wrap(printable(words), room);
    return [
      `${paints[verdict](MARKS[verdict])} ${palette.strong(name.padEnd(NAME_WIDTH))}${first}`,
      ...more.map((line) => `${indent}${line}`),
      ...tryThis.flatMap((step) => {
        const [start = '', ...rest] = wrap(printable(step), room - 2);
        return [`${indent}→ ${start}`, ...rest.map((line) => `${indent}  ${line}`)];
      }),
    ];
  });
  return [...lines, '', sum(looked, palette)];
};

const sum = (looked: readonly Looked[], { good, bad, warn }: Palette): string => {
  const count = (verdict: Verdict) => looked.filter(({ finding }) => finding.verdict === verdict).length;
  const [faults, warnings] = [count('fault'), count('warning')];
  const rest = warnings === 0 ? '' : `, ${warn(`${warnings} to think about`)}`;
  if (faults > 0) return `${bad(`${faults} to mend`)}${rest}.`;
  return `${good('Nothing is broken')}${rest}.`;
};
