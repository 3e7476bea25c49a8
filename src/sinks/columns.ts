import { cut, displayWidth, pad, padLeft, wrap } from '../text/printable.ts';
import { shortId } from '../vonage/ids.ts';
import { type Piece, paintedLine, safe, sentence } from './painted-line.ts';
import type { Paint, Palette } from './palette.ts';
import { timeOfDay } from './wording.ts';

/** One event as a line: the columns that every kind of event shares. */
export interface EventLine {
  readonly at: number;
  /** `→` came in, `←` went back, `·` was told by the emulator or by this program. */
  readonly arrow: '→' | '←' | '·' | ' ';
  readonly step: string;
  readonly kind: string;
  readonly kindPaint: Paint;
  /** What stands beside the kind: the parties, or what happened. */
  readonly subject: string;
  /** More of it, shown only where there is room. */
  readonly more: string;
  readonly leg: string | undefined;
  readonly conversation: string | undefined;
  /** Paint of the call, for its ids. */
  readonly callPaint: Paint;
  /** The end of the line: the signature mark and our reply, or where the news comes from. */
  readonly tail: readonly Piece[];
  /** The same in words, for a screen reader. */
  readonly tailWords: string;
  readonly isFaint: boolean;
}

/** How the width of a terminal is shared out. */
interface Columns {
  readonly kind: number;
  readonly what: number;
  /** Columns for a conversation: its whole short form, or at 80 columns what tells two calls apart at a glance. */
  readonly conversation: number;
  readonly hasIds: boolean;
  readonly hasMore: boolean;
}

const TIME = 12;
/** Time, arrow and step with the spaces behind them. */
export const INDENT = TIME + 1 + 2 + 3;
const SHORT_ID = 8;
/** `● 204 12ms`. */
const TAIL = 11;
/** The parties of most calls: `447700900001 → 14155550100`. */
const PARTIES = 26;

/** From here on there is room for details beside the parties. */
const WIDE = 120;
/** From here on the conversation's short form fits whole. */
const ROOMY = 96;
/** Below this the ids go, for without the kind and the parties a line says nothing. */
const NARROW = 66;

const columnsOf = (width: number): Columns => {
  const hasIds = width >= NARROW;
  const conversation = width >= ROOMY ? SHORT_ID : 4;
  const ids = hasIds ? 1 + SHORT_ID + 1 + conversation : 0;
  return {
    kind: width >= WIDE ? 17 : 9,
    what: Math.max(1, width - INDENT - ids - 1 - TAIL),
    conversation,
    hasIds,
    hasMore: width >= WIDE,
  };
};

/** The event in one line of at most so many columns. */
export const eventLine = (event: EventLine, width: number, palette: Palette): string => {
  if (palette.speaks) return sentence(sentenceOf(event));
  const columns = columnsOf(width);
  const faint = (paint: Paint): Paint => (event.isFaint ? palette.dim : paint);
  return paintedLine(
    [
      [timeOfDay(event.at), palette.dim],
      ' ',
      [event.arrow, faint(palette.plain)],
      ' ',
      [pad(event.step, 3), faint(palette.strong)],
      ...whatPieces(event, columns, palette),
      ...(columns.hasIds ? idPieces(event, columns, palette) : []),
      ' ',
      ...event.tail,
    ],
    width,
  );
};

/** The steps of the flow, by their names (DESIGN §1). */
const STEP_WORDS: Readonly<Record<string, string>> = {
  '1': 'call',
  '2': 'answer webhook',
  '3': 'NCCO',
  '4': 'conversation',
  '5a': 'voice event',
  '5b': 'RTC event',
  '5c': 'client event',
};

/** The same for a screen reader: what happened first, ids last. */
const sentenceOf = (event: EventLine): string => {
  const { at, step, kind, leg, conversation } = event;
  const name = STEP_WORDS[step];
  const what = name === undefined || name === kind ? kind : name.startsWith(kind) ? name : `${name} ${kind}`;
  const said = [event.subject, event.more].filter((words) => words !== '').join(', ');
  return [
    timeOfDay(at).slice(0, 8),
    ...(step === '' ? [] : [`step ${step}`]),
    said === '' ? what : `${what}: ${said}`,
    event.tailWords,
    ...(leg === undefined ? [] : [`leg ${shortId(leg)}`]),
    ...(conversation === undefined ? [] : [`conversation ${shortId(conversation)}`]),
  ].join(', ');
};

/** Kind and subject share one cell: a long kind takes room from its subject, and the columns behind stay where they are. */
const whatPieces = (event: EventLine, columns: Columns, palette: Palette): readonly Piece[] => {
  const paint = event.isFaint ? palette.dim : event.kindPaint;
  const kind = cut(safe(event.kind), columns.what);
  const kindCell = displayWidth(kind) < columns.kind ? pad(kind, Math.min(columns.kind, columns.what)) : kind;
  const rest = columns.what - displayWidth(kindCell);
  const room = Math.max(0, rest - 1);
  return [
    [kindCell, paint],
    ' '.repeat(Math.min(1, rest)),
    [pad(subjectWithin(event, room, columns), room), event.isFaint ? palette.dim : palette.plain],
  ];
};

const subjectWithin = (event: EventLine, room: number, columns: Columns): string => {
  const subject = safe(event.subject);
  const more = safe(event.more);
  if (!columns.hasMore || more === '') return subject;
  return subject === '' ? more : `${pad(subject, Math.min(PARTIES, room))}  ${more}`;
};

const idPieces = (event: EventLine, columns: Columns, palette: Palette): readonly Piece[] => {
  const paint = event.isFaint ? palette.dim : event.callPaint;
  return [
    ' ',
    [pad(safe(shortId(event.leg ?? '')), SHORT_ID), paint],
    ' ',
    [
      pad(safe(shortId(event.conversation ?? '')).slice(0, columns.conversation), columns.conversation),
      paint,
    ],
  ];
};

/** A fixed-width tail for text that is no reply: `emulator`. */
export const wordTail = (word: string, paint: Paint): readonly Piece[] => [[padLeft(word, TAIL), paint]];

/** A line below an event, indented to its kind. */
export const belowLine = (pieces: readonly Piece[], width: number): string =>
  paintedLine([' '.repeat(INDENT), ...pieces], width);

/** More lines of one problem would push the next event off the screen. */
const PROBLEM_LINES = 6;

/** Words below an event, all of them: a problem that is cut off cannot be mended. */
export const wordsBelow = (words: string, width: number, paint: Paint): readonly string[] =>
  wrap(safe(words), width - INDENT - 2)
    .slice(0, PROBLEM_LINES)
    .map((line, index) => belowLine([[index === 0 ? line : `  ${line}`, paint]], width));
