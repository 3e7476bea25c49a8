import { wrap } from '../text/printable.ts';
import { belowLine, INDENT } from './columns.ts';
import { paintedLine, safe } from './painted-line.ts';
import type { Paint, Palette } from './palette.ts';
import { timeOfDay } from './wording.ts';

/** Words of the program itself, with the time and in full. */
export const spoken = (
  at: number,
  mark: string,
  what: string,
  paint: Paint,
  width: number,
  palette: Palette,
): readonly string[] => {
  const room = width - INDENT;
  const [first = '', ...rest] = wrap(safe(what), room);
  return [
    paintedLine([[timeOfDay(at), palette.dim], ' ', [mark, paint], ' '.repeat(4), [first, paint]], width),
    ...rest.map((line) => belowLine([[line, paint]], width)),
  ];
};
