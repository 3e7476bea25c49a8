import type { Trouble } from '../flow/notice.ts';
import { displayWidth, wrap } from '../text/printable.ts';
import { belowLine, INDENT } from './columns.ts';
import { paintedLine, safe } from './painted-line.ts';
import type { Palette } from './palette.ts';
import { spoken } from './spoken.ts';

/** Something that a person should know, the place that it speaks of, and what to do. */
export const troubleLines = (
  { what, excerpt, tryThis }: Pick<Trouble, 'what' | 'excerpt' | 'tryThis'>,
  at: number,
  width: number,
  palette: Palette,
): readonly string[] => [
  ...spoken(at, '!', what, palette.bad, width, palette),
  ...excerptLines(excerpt, width),
  ...tryLines(tryThis, width),
];

/** What to do, below the line that says why. */
export const tryLines = (tryThis: string | undefined, width: number): readonly string[] =>
  tryThis === undefined
    ? []
    : wrap(safe(`try: ${tryThis}`), width - INDENT).map((line) => belowLine([line], width));

/** Its lines stay as they are, for an underline points at what stands above it; they are made for a whole screen. */
const excerptLines = (excerpt: string | undefined, width: number): readonly string[] => {
  const lines = (excerpt ?? '').split('\n').filter((line) => line !== '');
  const indent = lines.some((line) => displayWidth(line) + 2 > width) ? '' : '  ';
  return lines.map((line) => paintedLine([`${indent}${line}`], width));
};
