import type { Flow } from '../flow/flow.ts';
import { endOf } from '../flow/recorded/flow-end.ts';
import type { Warning } from '../flow/recorded/watch.ts';
import { cut, displayWidth, pad, padLeft } from '../text/printable.ts';
import { paintedLine, safe } from './painted-line.ts';
import type { Paint, Palette } from './palette.ts';
import { dayOrTime, parties, spokenDuration } from './wording.ts';

/** A call in a list. */
export interface FlowRow {
  readonly flow: Flow;
  /** The shortest beginning of its id that means no other call. */
  readonly shortId: string;
  readonly warnings: readonly Warning[];
  /** The run that records it lives, and it has no end yet. */
  readonly isRunning: boolean;
}

export interface RowsStyle {
  readonly width: number;
  readonly palette: Palette;
  /** Milliseconds since 1970: of today only the time is shown. */
  readonly now: number;
}

const HEADING = ['id', 'when', 'from → to', 'long', 'end'] as const;

/** Calls as a table with a heading, each in one line of at most so many columns. */
export const flowRows = (rows: readonly FlowRow[], { width, palette, now }: RowsStyle): readonly string[] => {
  const cells = rows.map((row) => cellsOf(row, now));
  const widths = HEADING.map((head, at) =>
    Math.max(head.length, ...cells.map((row) => displayWidth(row[at] ?? ''))),
  );
  // The ends of a call may be URIs of any length; all the rest is ours.
  const others = widths.reduce((sum, one, at) => (at === 2 ? sum : sum + one), 2 * HEADING.length);
  const [id = 8, when = 16, wanted = 0, long = 8] = widths;
  const trouble = Math.min(TROUBLE, Math.max(0, ...cells.map((row) => displayWidth(row[5]))));
  const ends = Math.min(wanted, Math.max(12, width - others - trouble));
  const line = (row: Cells, paints: readonly Paint[]): string =>
    paintedLine(
      [
        [pad(row[0], id), paints[0] ?? palette.plain],
        '  ',
        [pad(row[1], when), paints[1] ?? palette.plain],
        '  ',
        pad(cut(row[2], ends), ends),
        '  ',
        [padLeft(row[3], long), paints[3] ?? palette.plain],
        '  ',
        [row[4], paints[4] ?? palette.plain],
        ...(row[5] === '' ? [] : ['  ', [row[5], palette.bad] as const]),
      ],
      width,
    );
  const heading: Cells = ['ID', 'WHEN', 'FROM → TO', 'LONG', 'END', ''];
  return [
    paintedLine([[line(heading, []), palette.dim]], width),
    ...cells.map((row, at) =>
      line(row, [palette.address, palette.dim, palette.plain, palette.dim, endPaint(rows[at], palette)]),
    ),
  ];
};

/** Room for a word or two of trouble, so that long addresses do not push it out. */
const TROUBLE = 14;

type Cells = readonly [string, string, string, string, string, string];

const cellsOf = ({ flow, shortId, warnings, isRunning }: FlowRow, now: number): Cells => [
  safe(shortId),
  dayOrTime(flow.startedAt, now),
  safe(parties(flow.from, flow.to)),
  spokenDuration(flow.lastAt - flow.startedAt),
  isRunning ? 'running' : safe(endOf(flow) ?? '-'),
  troubleWords(flow, warnings),
];

/** What went wrong, in a few words: the number of problems, then what is missing. */
export const troubleWords = ({ problems }: Flow, warnings: readonly Warning[]): string =>
  [
    ...(problems.length === 0 ? [] : [problems.length === 1 ? '1 problem' : `${problems.length} problems`]),
    ...new Set(warnings.map(({ short }) => short)),
  ].join(', ');

const endPaint = (row: FlowRow | undefined, palette: Palette): Paint => {
  if (row === undefined || row.isRunning) return palette.plain;
  return endOf(row.flow) === 'completed' ? palette.good : palette.warn;
};
