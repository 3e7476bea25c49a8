import { displayWidth, printable } from './printable.ts';
import { lineRange, placeName, positionAt, type Range, type SourceText } from './source-text.ts';

/** A character as it is drawn: control characters are written out, a tab is two columns. */
interface Cell {
  readonly start: number;
  readonly end: number;
  readonly drawn: string;
  readonly width: number;
}

const TAB = '  ';

/** No excerpt is narrower: with less room nothing around a place could be seen. */
const NARROWEST = 30;

/** One drawn character takes at most ten units of a text (an emoji of four joined people is eleven, and rare). */
const UNITS_PER_COLUMN = 10;

/**
 * Shows a place in a text, in lines of at most `width` columns: `file:line:col`, the line, folded around the place
 * when it is longer, and an underline as long as the thing. A thing of several lines is underlined on its first.
 */
export const excerpt = (source: SourceText, range: Range, { width }: { readonly width: number }): string =>
  `${placeName(source, range.start)}\n${markedLine(source, range, { width })}`;

/** The line and its underline alone, for a caller who has words of its own for the line above them. */
export const markedLine = (
  source: SourceText,
  range: Range,
  { width }: { readonly width: number },
): string => {
  const { line } = positionAt(source, range.start);
  const whole = lineRange(source, line);
  const gutter = `  ${line} | `;
  const room = Math.max(NARROWEST, width) - gutter.length;
  const { cells, isCutLeft, isCutRight } = fold(source.text, whole, range, room);
  const before = cells.filter((cell) => cell.end <= range.start);
  const marked = cells.filter((cell) => cell.end > range.start && cell.start < range.end);
  const left = isCutLeft ? '…' : '';
  const indent = ' '.repeat(left.length + widthOf(before));
  const underline = '^'.repeat(Math.max(1, widthOf(marked)));
  const drawn = cells.map((cell) => cell.drawn).join('');
  return [
    `${gutter}${left}${drawn}${isCutRight ? '…' : ''}`.trimEnd(),
    `${' '.repeat(gutter.length - 2)}| ${indent}${underline}`,
  ].join('\n');
};

interface Folded {
  readonly cells: readonly Cell[];
  readonly isCutLeft: boolean;
  readonly isCutRight: boolean;
}

/** The part of a line that fits into so many columns: all of it, or the place with a third of the room before it. */
const fold = (text: string, line: Range, range: Range, room: number): Folded => {
  // Only what could be shown is looked at: a line may be a file of ten megabytes.
  const reach = room * UNITS_PER_COLUMN;
  const slice = {
    start: Math.max(line.start, range.start - reach),
    end: Math.min(line.end, range.start + reach),
  };
  const cells = cellsOf(text, slice);
  // The mark of a place at the end of the line stands behind its last column.
  const wanted = widthOf(cells) + (range.start >= line.end ? 1 : 0);
  if (slice.start === line.start && slice.end === line.end && wanted <= room) {
    return { cells, isCutLeft: false, isCutRight: false };
  }
  const place = cells.findIndex((cell) => cell.end > range.start);
  const at = place === -1 ? cells.length : place;
  // The last column stays free for the place itself when it is the end of the line.
  const inner = room - 3;
  const shortcut = widthOf(cells.slice(0, at)) <= inner / 3 && slice.start === line.start;
  let first = shortcut ? 0 : at;
  for (let width = 0; first > 0 && !shortcut; first -= 1) {
    width += cells[first - 1]!.width;
    if (width > inner / 3) break;
  }
  let last = first;
  for (let width = 0; last < cells.length; last += 1) {
    width += cells[last]!.width;
    if (width > inner) break;
  }
  return {
    cells: cells.slice(first, last),
    isCutLeft: first > 0 || slice.start > line.start,
    isCutRight: last < cells.length || slice.end < line.end,
  };
};

const PLAIN = /^[\t\x20-\x7e]*$/;

/** Making one takes longer than checking a file, and most files are plain. */
let graphemes: Intl.Segmenter | undefined;

const charactersOf = (text: string): readonly string[] => {
  if (PLAIN.test(text)) return text.split('');
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
};

const cellsOf = (text: string, range: Range): readonly Cell[] => {
  let end = range.start;
  return charactersOf(text.slice(range.start, range.end)).map((character) => {
    const start = end;
    end += character.length;
    const drawn = character === '\t' ? TAB : printable(character);
    return { start, end, drawn, width: displayWidth(drawn) };
  });
};

const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.width, 0);
