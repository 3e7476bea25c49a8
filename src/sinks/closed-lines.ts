import type { LeftBehind } from '../flow/notice.ts';
import { belowLine, INDENT } from './columns.ts';
import { safe } from './painted-line.ts';
import type { Palette } from './palette.ts';
import { shellLines } from './shell-lines.ts';
import { spoken } from './spoken.ts';

/** The end of a run: that all was given back, or what was not and how to mend it. */
export const closedLines = (
  at: number,
  left: readonly LeftBehind[],
  borrowedSlots: number,
  width: number,
  palette: Palette,
): readonly string[] => {
  if (left.length > 0) {
    return left.flatMap(({ slot, why, undo }) => [
      ...spoken(at, '!', `${slot} was not given back: ${why}`, palette.bad, width, palette),
      belowLine(['mend it with:'], width),
      ...shellLines(safe(undo), width - INDENT).map((line) => belowLine([[line, palette.address]], width)),
    ]);
  }
  const words = borrowedSlots > 0 ? 'stopped; every webhook URL still ours was given back' : 'stopped';
  return spoken(at, '·', words, palette.good, width, palette);
};
