import type { Flow, Moment } from '../flow/flow.ts';
import { platformMoments } from '../flow/moments.ts';
import type { ExchangeNotice, PlatformNotice } from '../flow/notice.ts';
import { isOfApp } from '../flow/observe.ts';
import type { Output } from '../world.ts';
import { wordsBelow } from './columns.ts';
import { countedLines } from './counted-lines.ts';
import { laneFooter, laneHeader, laneRow, mirrorLine } from './lane-row.ts';
import { isMirror, legWording } from './lanes.ts';
import { trailingLines } from './line.ts';
import { ownAddresses } from './own-addresses.ts';
import { paintedLine } from './painted-line.ts';
import { type Palette, paletteFor } from './palette.ts';
import { pushFileLines } from './platform-line.ts';
import type { Sink } from './sink.ts';
import { spoken } from './spoken.ts';
import { type ToldOnce, toldOnce } from './told-once.ts';
import { verboseLines } from './verbose.ts';
import { parties, timeOfDay } from './wording.ts';

/** What live lanes are made of. */
export interface LiveLanesOptions {
  /** Makes the sink that shows all that is no arrow; what either has told is known to both. */
  readonly beside: (output: Output, untold: ToldOnce) => Sink;
  /** The call that an emulator speaks of. */
  readonly flowOf: (notice: PlatformNotice) => Flow | undefined;
  /** Draws the RTC events too that repeat a voice event. */
  readonly expandRtc: boolean;
  /** Headers and bodies below each exchange. */
  readonly verbose: boolean;
  /** Paths below this folder are shown relative to it. */
  readonly folder?: string;
  /** Called with each exchange that got a row. */
  readonly shown?: (notice: ExchangeNotice) => void;
}

/** What is known of a call whose arrows are drawn. */
interface CallOnScreen {
  isTitled: boolean;
  /** RTC events that were left out since its last summary. */
  left: number;
}

/** A pipe is no screen: it gets the columns of a wide one. */
const PIPE_WIDTH = 140;
const LEAST_WIDTH = 20;
/** So many lines below the names of the lifelines they have left a usual terminal, or will soon. */
const NAMES_LAST = 30;
/** A new call gets the names again when they stand so far above. */
const NAMES_LAST_FOR_NEW_CALL = 12;
/** Calls of which something is known; memory stays flat. */
const REMEMBERED = 4000;

/**
 * Everything the program says, for a person: what happens in a call as an arrow between two of five lifelines, one row each,
 * as it happens. Nothing is drawn over, so that a pipe and a scrolled screen hold the whole picture.
 */
export const liveLanes = (terminal: Output, options: LiveLanesOptions): Sink => {
  const { output, lines } = countedLines(terminal);
  const palette = paletteFor(output);
  const untold = toldOnce();
  const beside = options.beside(output, untold);
  const calls = new Map<string, CallOnScreen>();
  let namesAt: number | undefined;
  const own = ownAddresses();

  const width = (): number => Math.max(LEAST_WIDTH, output.isTerminal ? output.columns() : PIPE_WIDTH);
  const print = (text: readonly string[]): void => {
    if (text.length > 0 && !output.isClosed) output.write(`${text.join('\n')}\n`);
  };
  const nameLanes = (unlessWithin: number, gutter: number): void => {
    if (namesAt !== undefined && lines() - namesAt < unlessWithin) return;
    print(laneHeader({ width: width(), paint: palette }, gutter));
    namesAt = lines();
  };

  const callOf = ({ id }: Flow): CallOnScreen => {
    const call = calls.get(id) ?? { isTitled: false, left: 0 };
    calls.set(id, call);
    if (calls.size > REMEMBERED) calls.delete(calls.keys().next().value ?? id);
    return call;
  };

  const titleOf = (flow: Flow, call: CallOnScreen): void => {
    if (call.isTitled) return;
    call.isTitled = true;
    print(callTitle(flow, width(), palette));
    nameLanes(NAMES_LAST_FOR_NEW_CALL, gutterOf(flow));
  };

  const draw = (flow: Flow, moments: readonly Moment[]): void => {
    const drawn = moments.filter((moment) => options.expandRtc || !isMirror(moment, flow));
    const call = callOf(flow);
    call.left += moments.length - drawn.length;
    if (drawn.length === 0) return;
    titleOf(flow, call);
    const columns = gutterOf(flow);
    // Whoever reads a pipe can scroll back.
    if (output.isTerminal || namesAt === undefined) nameLanes(NAMES_LAST, columns);
    const gutter = { text: String(flow.number), paint: palette.call(flow.number), columns };
    const who = legWording(flow);
    const style = { width: width(), paint: palette };
    print(drawn.map((moment) => laneRow(moment, flow.startedAt, style, who(moment), gutter)));
  };

  const noteExchange = (notice: ExchangeNotice): void => {
    const { flow, moments = [] } = notice;
    // What belongs to no call is between no two parties of one.
    if (!flow) {
      beside.note(notice);
      return;
    }
    const { exchange, health } = untold(notice.exchange);
    if (health) {
      const paint = health.mark === '▲' ? palette.warn : palette.good;
      print(spoken(notice.at, health.mark, health.words, paint, width(), palette));
    }
    draw(flow, moments);
    if (moments.some((moment) => options.expandRtc || !isMirror(moment, flow))) options.shown?.(notice);
    print([
      ...trailingLines(exchange, width(), palette),
      ...(options.verbose ? verboseLines(exchange, width(), palette) : []),
    ]);
  };

  /** Below the last row of a call comes its summary; whatever is drawn then is under names again. */
  const endPicture = (flow: Flow): void => {
    const call = calls.get(flow.id);
    if (!call?.isTitled) return;
    const mirrors = call.left;
    call.left = 0;
    const style = { width: width(), paint: palette };
    const columns = gutterOf(flow);
    print([
      ...(namesAt === undefined ? [] : laneFooter(style, columns)),
      ...(mirrors === 0 ? [] : [mirrorLine(mirrors, style, columns)]),
    ]);
    namesAt = undefined;
  };

  const notePlatform = (notice: PlatformNotice): void => {
    const { event } = notice;
    const flow = options.flowOf(notice);
    // What comes here has its exchange.
    const isAlone = event.name === 'webhook-sent' && !own.has(event.url);
    const moments = platformMoments(notice, isAlone);
    if (flow && moments.length > 0) {
      draw(flow, moments);
      print(pushFileLines(event, width(), palette, options.folder));
      if (isAlone && event.failure !== undefined)
        print(wordsBelow(`! ${event.method} ${event.url}: ${event.failure}`, width(), palette.bad));
      return;
    }
    const isOdd =
      ('failure' in event && event.failure !== undefined) ||
      ('problem' in event && event.problem !== undefined);
    if (isOdd || isOfApp(event)) beside.note(notice);
  };

  return {
    note(notice) {
      own.hear(notice);
      switch (notice.type) {
        case 'exchange':
          return noteExchange(notice);
        case 'platform':
          return notePlatform(notice);
        case 'flow-ended':
          endPicture(notice.flow);
          return beside.note(notice);
        default:
          return beside.note(notice);
      }
    },
    flush: () => beside.flush?.(),
    close: () => beside.close(),
  };
};

/** Room for the number of a call and a space. */
const gutterOf = ({ number }: Flow): number => String(number).length + 1;

const callTitle = (flow: Flow, width: number, palette: Palette): readonly string[] => {
  const paint = palette.call(flow.number);
  return [
    '',
    paintedLine(
      [
        ['━━ ', paint],
        [`Call ${flow.number}`, palette.strong],
        '  ',
        [parties(flow.from, flow.to), paint],
        '  ',
        [timeOfDay(flow.startedAt), palette.dim],
      ],
      width,
    ),
  ];
};
