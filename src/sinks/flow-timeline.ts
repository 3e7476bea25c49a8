import { factsOf } from '../flow/exchange-facts.ts';
import type { LateReply } from '../flow/late-reply.ts';
import type { PlatformNotice, SocketNotice } from '../flow/notice.ts';
import type { PulledEvent } from '../flow/pulled/pulled-event.ts';
import type { RecordedExchange } from '../flow/recorded/recorded-exchange.ts';
import { padLeft } from '../text/printable.ts';
import { type Fold, fold } from './fold.ts';
import { lateLines } from './late-line.ts';
import { exchangeLines } from './line.ts';
import { paintedLine } from './painted-line.ts';
import type { Palette } from './palette.ts';
import { passedSocketLines } from './passed-socket.ts';
import { platformLines } from './platform-line.ts';
import { pulledLine } from './pulled-line.ts';
import { repeatedFaults } from './repeated-faults.ts';
import { isOdd } from './told-once.ts';

/** Room for the number of an exchange, and the space behind it. */
const GUTTER = 4;

/** A recorded call as the live stream shows it, each exchange with the number by which one can ask for it. */
export interface Timeline {
  /** The lines of the next exchange. */
  next(exchange: RecordedExchange, number: number, at: number): readonly string[];
  /** The lines of an event that was pulled: never folded, for no voice event need tell the same. */
  pulled(event: PulledEvent, number: number, at: number): readonly string[];
  /** The lines of a reply that came when the safety net had answered. */
  late(reply: Omit<LateReply, 'flow'>): readonly string[];
  /** The lines of the end of a WebSocket. */
  socket(notice: SocketNotice): readonly string[];
  /** The lines of what an emulator told. */
  told(notice: PlatformNotice): readonly string[];
  /** What was folded away at the end. */
  rest(): readonly string[];
}

/** A timeline at its beginning: it remembers what was folded and said. */
export const timeline = (options: {
  readonly width: number;
  readonly palette: Palette;
  /** Every RTC event gets its line, also those that repeat a voice event. */
  readonly expandRtc: boolean;
  /** Paths below this folder are shown relative to it. */
  readonly folder?: string;
}): Timeline => {
  const { palette, expandRtc } = options;
  const width = options.width - GUTTER;
  const folded: Fold = fold();
  const repeated = repeatedFaults();
  const rest = (): readonly string[] => {
    const count = folded.release(ONE);
    if (count === 0) return [];
    const words = `+${count} RTC ${count === 1 ? 'event' : 'events'}, mirroring 5a (--rtc)`;
    return [paintedLine([' '.repeat(GUTTER + 13), [`→ 5b ${words}`, palette.dim]], options.width)];
  };
  return {
    next({ exchange }, number, at) {
      const heard = repeated(exchange);
      if (folded.takes(factsOf(exchange), ONE, expandRtc || (!heard && isOdd(exchange)))) return [];
      const [first = '', ...more] = exchangeLines(
        heard ? { ...exchange, problems: [] } : exchange,
        at,
        width,
        palette,
        palette.call(1),
      );
      return [...rest(), numbered(first, number, palette), ...more.map(indented)];
    },
    pulled: (event, number, at) => [
      ...rest(),
      numbered(pulledLine(event, at, width, palette, palette.call(1)), number, palette),
    ],
    socket: (notice) => [
      ...rest(),
      ...passedSocketLines(notice, width, palette, palette.call(1)).map(indented),
    ],
    told: (notice) => {
      const lines = platformLines(notice, width, palette, palette.call(1), options.folder);
      return lines.length === 0 ? [] : [...rest(), ...lines.map(indented)];
    },
    late: (reply) => [...rest(), ...lateLines(reply, width, palette).map(indented)],
    rest,
  };
};

const numbered = (line: string, number: number, palette: Palette): string =>
  `${palette.dim(padLeft(String(number), GUTTER - 1))} ${line}`;

const indented = (line: string): string => `${' '.repeat(GUTTER)}${line}`;

/** All that is shown belongs to one call. */
const ONE = 'this';
