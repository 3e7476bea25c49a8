import { LIFELINES, type Lifeline, type Moment } from '../flow/flow.ts';
import { cut, displayWidth, pad, padLeft } from '../text/printable.ts';
import { type Piece, paintedLine, safe, sentence } from './painted-line.ts';
import type { Paint, Palette } from './palette.ts';
import { sinceStart, spokenDuration } from './wording.ts';

/** How lanes are drawn. */
export interface LaneStyle {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Palette;
}

/** How the width is shared out: the time, five lifelines at equal distances, the step and the label. */
interface Layout {
  /** Columns from one lifeline to the next. */
  readonly step: number;
  readonly words: Readonly<Record<Lifeline, string>>;
  /** Where the first lifeline stands in its block. */
  readonly lead: number;
  /** All columns of the lifelines' block. */
  readonly block: number;
  /** Room for a label. */
  readonly label: number;
}

/** The parties of DESIGN §1. Each word is centred on its lifeline, and two neighbours keep a space between them. */
const SHORTEST_WORDS = {
  client: 'Cli',
  application: 'App',
  backend: 'Srv',
  voice: 'Voi',
  conversation: 'Cnv',
} as const;
const SHORT_WORDS = {
  client: 'Client',
  application: 'App',
  backend: 'Backend',
  voice: 'Voice',
  conversation: 'Conv.',
} as const;
const LONG_WORDS = {
  client: 'Client',
  application: 'Application',
  backend: 'Backend',
  voice: 'Voice API',
  conversation: 'Conversation',
} as const;

/** `1:02.345 ` */
const TIME = 9;
/** `  5a  `, between the last lifeline's block and the label. */
const STEP = 5;
/** From here on the long words fit, and the labels still have room. */
const WIDE = 110;
/** Below this the labels would have no room beside words that one can read. */
const NARROW = 72;

const layoutOf = (width: number): Layout => {
  const size = sizeOf(width);
  const block = size.lead + 4 * size.step + 1 + size.trail;
  return { ...size, block, label: Math.max(0, width - TIME - block - STEP) };
};

const sizeOf = (width: number): Pick<Layout, 'step' | 'words' | 'lead'> & { readonly trail: number } => {
  if (width < NARROW) return { step: 4, words: SHORTEST_WORDS, lead: 1, trail: 2 };
  if (width < WIDE) return { step: 7, words: SHORT_WORDS, lead: 3, trail: 2 };
  const step = Math.min(16, 13 + Math.floor((width - WIDE) / 10));
  return { step, words: LONG_WORDS, lead: 3, trail: 6 };
};

/** The names of the five parties above their lifelines. @param gutter columns that stand before the picture */
export const laneHeader = ({ width, paint }: LaneStyle, gutter = 0): readonly string[] => {
  if (paint.speaks) return [];
  const layout = layoutOf(width - gutter);
  const before = ' '.repeat(gutter);
  let names = '';
  for (const [index, lifeline] of LIFELINES.entries()) {
    const word = layout.words[lifeline];
    const start = TIME + layout.lead + index * layout.step - Math.floor(word.length / 2);
    names = `${names.padEnd(start)}${word}`;
  }
  return [
    paintedLine([before, [names, paint.strong]], width),
    paintedLine([before, ...framePieces('╷', layout, paint)], width),
  ];
};

/** The ends of the five lifelines. */
export const laneFooter = ({ width, paint }: LaneStyle, gutter = 0): readonly string[] =>
  paint.speaks
    ? []
    : [paintedLine([' '.repeat(gutter), ...framePieces('╵', layoutOf(width - gutter), paint)], width)];

/** How many RTC events were left out of the picture. */
export const mirrorLine = (count: number, { width, paint }: LaneStyle, gutter = 0): string => {
  const words =
    count === 1
      ? 'and 1 RTC event (5b) that repeats a voice event (5a)'
      : `and ${count} RTC events (5b) that repeat voice events (5a)`;
  return paint.speaks ? sentence(words) : paintedLine([' '.repeat(TIME + gutter), [words, paint.dim]], width);
};

const framePieces = (mark: string, layout: Layout, paint: Palette): readonly Piece[] => [
  ' '.repeat(TIME + layout.lead),
  [LIFELINES.map(() => mark).join(' '.repeat(layout.step - 1)), paint.dim],
];

/** What stands before the picture. */
export interface Gutter {
  /** Shorter than `columns`. */
  readonly text: string;
  readonly paint: Paint;
  readonly columns: number;
}

/**
 * One moment as a row.
 *
 * @param startedAt when its call began: the row says how long after that
 * @param who whom its leg reaches, where that is not the call itself; empty otherwise
 */
export const laneRow = (
  moment: Moment,
  startedAt: number,
  { width, paint }: LaneStyle,
  who: string,
  gutter?: Gutter,
): string => {
  if (paint.speaks) return sentence(laneSentence(moment, startedAt, who, gutter));
  const layout = layoutOf(width - (gutter?.columns ?? 0));
  const label = safe(moment.label);
  const inferred = moment.inferred ? ' (inferred)' : '';
  const arrowPaint = STEP_PAINT[moment.step](paint);
  const room = layout.label - inferred.length;
  const ofLeg =
    who === '' || label.includes(who) || displayWidth(`${label} · ${who}`) > room ? '' : ` · ${who}`;
  return paintedLine(
    [
      ...(gutter ? ([[pad(gutter.text, gutter.columns), gutter.paint]] as const) : []),
      [padLeft(sinceStart(moment.at - startedAt), TIME - 1), paint.dim],
      ' '.repeat(1 + layout.lead),
      ...arrowPieces(moment, layout, arrowPaint, paint),
      ' '.repeat(layout.block - layout.lead - 4 * layout.step - 1),
      [moment.step.padEnd(STEP - 1), moment.inferred ? paint.dim : paint.strong],
      [cut(label, room - displayWidth(ofLeg)), moment.inferred ? paint.dim : paint.plain],
      [ofLeg + inferred, paint.dim],
    ],
    width,
  );
};

/** The parties as one speaks of them. */
const SPOKEN: Readonly<Record<Lifeline, string>> = {
  client: 'client',
  application: 'application',
  backend: 'backend',
  voice: 'Voice API',
  conversation: 'Conversation API',
};

const laneSentence = (
  { at, step, from, to, label, inferred }: Moment,
  startedAt: number,
  who: string,
  gutter: Gutter | undefined,
): string => {
  const ofCall = gutter === undefined ? '' : `call ${gutter.text}, `;
  const ofLeg = who === '' || label.includes(who) ? '' : `, ${who}`;
  const way = from === to ? `at the ${SPOKEN[from]}` : `${SPOKEN[from]} to ${SPOKEN[to]}`;
  return `${ofCall}after ${spokenDuration(at - startedAt)}, step ${step}, ${way}: ${label}${ofLeg}${inferred ? ', inferred' : ''}`;
};

/** What is asked for stands out, what follows by itself is quieter. */
const STEP_PAINT: Readonly<Record<Moment['step'], (paint: Palette) => Paint>> = {
  '1': (paint) => paint.call(4),
  '2': (paint) => paint.call(1),
  '3': (paint) => paint.good,
  '4': (paint) => paint.call(5),
  '5a': (paint) => paint.call(3),
  '5b': (paint) => paint.dim,
  '5c': (paint) => paint.call(2),
};

/** The five lifelines with the arrow from one to another; it crosses those between. Inferred arrows are dashed. */
const arrowPieces = (moment: Moment, layout: Layout, arrowPaint: Paint, paint: Palette): readonly Piece[] => {
  const from = LIFELINES.indexOf(moment.from);
  const to = LIFELINES.indexOf(moment.to);
  const [left, right] = from < to ? [from, to] : [to, from];
  const dash = moment.inferred ? '╌' : '─';
  const pieces: Piece[] = [];
  for (let index = 0; index < LIFELINES.length; index++) {
    const isInside = index > left && index < right;
    const mark =
      from === to && index === from
        ? '●'
        : isInside
          ? '┼'
          : index !== from
            ? '│'
            : index === left
              ? '├'
              : '┤';
    pieces.push([mark, mark === '│' ? paint.dim : arrowPaint]);
    if (index === LIFELINES.length - 1) break;
    if (index < left || index >= right) {
      pieces.push(' '.repeat(layout.step - 1));
      continue;
    }
    const isHead = from < to ? index + 1 === to : index === to;
    const shaft = dash.repeat(layout.step - 1 - (isHead ? 1 : 0));
    pieces.push([isHead ? (from < to ? `${shaft}▶` : `◀${shaft}`) : shaft, arrowPaint]);
  }
  return pieces;
};
