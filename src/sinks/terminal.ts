import { factsOf } from '../flow/exchange-facts.ts';
import type { Flow } from '../flow/flow.ts';
import type { ExchangeNotice, PlatformNotice, SocketNotice } from '../flow/notice.ts';
import { displayWidth, wrap } from '../text/printable.ts';
import { EMULATOR_AGENT } from '../vonage/emulated-host.ts';
import type { Output } from '../world.ts';
import { callColours } from './call-colours.ts';
import { closedLines } from './closed-lines.ts';
import { belowLine, INDENT } from './columns.ts';
import { commandWords } from './command-words.ts';
import { fold } from './fold.ts';
import { headerLines } from './header.ts';
import { lanes } from './lanes.ts';
import { lateLines } from './late-line.ts';
import { exchangeLines } from './line.ts';
import { ownAddresses } from './own-addresses.ts';
import { paintedLine } from './painted-line.ts';
import { type Paint, type Palette, paletteFor } from './palette.ts';
import { passedSocketLines } from './passed-socket.ts';
import { platformLines } from './platform-line.ts';
import { sentLines } from './sent-line.ts';
import type { Sink } from './sink.ts';
import { spoken } from './spoken.ts';
import { summaryLines } from './summary.ts';
import { type ToldOnce, toldOnce } from './told-once.ts';
import { troubleLines, tryLines } from './trouble-lines.ts';
import { tunnelWords } from './tunnel-words.ts';
import { verboseLines } from './verbose.ts';
import { wayWords } from './ways.ts';

export interface TerminalOptions {
  /** Only the header, what goes wrong, and the end. */
  readonly quiet?: boolean;
  /** Headers and bodies below each exchange. */
  readonly verbose: boolean;
  /** Every RTC event gets its line, also those that repeat a voice event. */
  readonly expandRtc: boolean;
  /** Shows what an emulator sent: for a run without a listener of its own, where no exchange does. */
  readonly showSent?: boolean;
  /** Draws each call as lanes when it has ended. */
  readonly lanes?: boolean;
  /** Says what is wrong with an NCCO that was sent back, for a run without a listener of its own. */
  readonly inspectNcco?: (ncco: string) => readonly string[];
  /** A verdict comes after the call: what went wrong is told there, and not in its summary as well. */
  readonly verdictFollows?: boolean;
  /** Called with each exchange that got a line. */
  readonly shown?: (notice: ExchangeNotice) => void;
  /** What was told already, also by another sink of this screen; of its own when it is the only one. */
  readonly untold?: ToldOnce;
  /** Paths below this folder are shown relative to it. */
  readonly folder?: string;
}

/** A pipe is no screen: it gets the columns of a wide one, so that nothing worth a search is cut. */
const PIPE_WIDTH = 120;
/** Below this no column means anything; such a terminal has to wrap. */
const LEAST_WIDTH = 20;

/** Everything the program says, for a person: one line an event, aligned, never wider than the terminal. */
export const terminal = (output: Output, options: TerminalOptions): Sink => {
  const palette = paletteFor(output);
  const colours = callColours();
  const folded = fold();
  const untold = options.untold ?? toldOnce();
  let borrowedSlots = 0;
  /** Between the header and the end. */
  let isUnderWay = false;
  let hasEmulator = false;
  let forward: string | undefined;
  /** What the emulator sends elsewhere has no exchange here. */
  const own = ownAddresses();
  /** A platform on virtual time runs ahead of the clock on the wall, and our own lines do not go back in time. */
  let latest = 0;
  const unlessPassed = (at: number): number => Math.max(at, latest);

  const width = (): number => Math.max(LEAST_WIDTH, output.isTerminal ? output.columns() : PIPE_WIDTH);
  const print = (lines: readonly string[]): void => {
    if (lines.length > 0 && !output.isClosed) output.write(`${lines.join('\n')}\n`);
  };
  const paintOf = (
    flow: Flow | undefined,
    leg: string | undefined,
    conversation: string | undefined,
  ): Paint => palette.call(colours.numberOf([flow?.id, leg, conversation]) || 1);

  /** The count of the RTC events that were folded for a flow, before its next line. */
  const unfold = (flow: string): void => {
    const count = folded.release(flow);
    if (count > 0) print([foldLine(count, width(), palette)]);
  };

  const noteExchange = (notice: ExchangeNotice): void => {
    const { flow } = notice;
    const { exchange, isNews, health } = untold(notice.exchange);
    if (options.quiet && !isNews && !health) return;
    const facts = factsOf(exchange);
    const key = flow?.id ?? facts.conversation ?? '';
    if (folded.takes(facts, key, options.expandRtc || isNews)) return;
    unfold(key);
    if (health) {
      const { mark, words } = health;
      print(
        spoken(
          unlessPassed(notice.at),
          mark,
          words,
          mark === '▲' ? palette.warn : palette.good,
          width(),
          palette,
        ),
      );
    }
    const paint = paintOf(flow, facts.leg, facts.conversation);
    options.shown?.(notice);
    print([
      ...exchangeLines(exchange, notice.at, width(), palette, paint),
      ...(options.verbose ? verboseLines(exchange, width(), palette) : []),
    ]);
  };

  const notePlatform = (notice: PlatformNotice): void => {
    const { event } = notice;
    if (options.quiet || (event.name === 'call-ended' && options.verdictFollows)) return;
    // The exchange has shown with which status this listener replied.
    if (event.name === 'webhook-sent' && event.status !== undefined && own.has(event.url)) return;
    const paint = paintOf(undefined, 'leg' in event ? event.leg : undefined, event.conversation);
    print(
      event.name === 'webhook-sent' && (options.showSent || (own.areKnown && !own.has(event.url)))
        ? sentLines(event, notice.at, width(), palette, paint, options.inspectNcco)
        : platformLines(notice, width(), palette, paint, options.folder),
    );
  };

  const noteSocket = (notice: SocketNotice): void => {
    const { name } = notice.news;
    const isNews = name === 'gap' || name === 'unrecorded';
    // The emulator tells the same of its own WebSockets, and more.
    const isTold = hasEmulator && notice.agent === EMULATOR_AGENT;
    if (!isNews && (options.quiet || (isTold && name !== 'recorded'))) return;
    const paint = paintOf(notice.flow, undefined, undefined);
    print(passedSocketLines(notice, width(), palette, paint, options.folder));
  };

  return {
    note(notice) {
      own.hear(notice);
      if (notice.type === 'exchange' || notice.type === 'platform') latest = Math.max(latest, notice.at);
      switch (notice.type) {
        case 'ready':
          isUnderWay = true;
          borrowedSlots = notice.borrowed.length;
          hasEmulator = notice.emulator !== undefined;
          forward = notice.forward;
          return print(headerLines(notice, width(), palette, options.folder));
        case 'exchange':
          return noteExchange(notice);
        case 'platform':
          return notePlatform(notice);
        case 'flow-ended':
          if (options.quiet && notice.flow.problems.length === 0) return;
          unfold(notice.flow.id);
          return print([
            ...(options.lanes && !options.quiet
              ? ['', ...lanes(notice.flow, { width: width(), paint: palette, all: options.expandRtc })]
              : []),
            ...summaryLines(
              options.verdictFollows ? { ...notice.flow, problems: [] } : notice.flow,
              width(),
              palette,
              paintOf(notice.flow, undefined, undefined),
            ),
          ]);
        case 'trouble':
          return print(troubleLines(notice, unlessPassed(notice.at), width(), palette));
        case 'tunnel':
          return print(
            tunnelWords(notice).flatMap(({ mark, words }) =>
              spoken(notice.at, mark, words, mark === '!' ? palette.bad : palette.good, width(), palette),
            ),
          );
        case 'socket':
          return noteSocket(notice);
        case 'late-reply':
          return print(lateLines(notice, width(), palette));
        case 'reachable':
          if (options.quiet) return;
          return print([
            ...spoken(
              unlessPassed(notice.at),
              '·',
              'reachable from outside:',
              palette.plain,
              width(),
              palette,
            ),
            ...wayWords(notice.ways, forward)
              // Columns stay columns where there is room for them.
              .flatMap((line) =>
                displayWidth(line) > width() - INDENT ? wrap(line, width() - INDENT) : [line],
              )
              .map((line) => belowLine([line], width())),
          ]);
        case 'command': {
          const { words, isBad, tryThis } = commandWords(notice);
          if (options.quiet && !isBad) return;
          const at = unlessPassed(notice.at);
          return print([
            ...spoken(at, isBad ? '!' : '·', words, isBad ? palette.bad : palette.plain, width(), palette),
            ...tryLines(tryThis, width()),
          ]);
        }
        case 'info':
          if (options.quiet && isUnderWay) return;
          return print(spoken(unlessPassed(notice.at), '·', notice.what, palette.plain, width(), palette));
        case 'closing': {
          isUnderWay = false;
          const words =
            borrowedSlots > 0
              ? `stopping (${notice.reason}): giving the webhook URLs back`
              : `stopping (${notice.reason})`;
          return print(spoken(unlessPassed(notice.at), '·', words, palette.plain, width(), palette));
        }
        case 'closed':
          for (const flow of folded.waiting()) unfold(flow);
          return print(closedLines(unlessPassed(notice.at), notice.left, borrowedSlots, width(), palette));
        default:
          return notice satisfies never;
      }
    },
    close() {
      for (const flow of folded.waiting()) unfold(flow);
      return output.flushed();
    },
  };
};

const foldLine = (count: number, width: number, palette: Palette): string => {
  const words = `+${count} RTC ${count === 1 ? 'event' : 'events'}, mirroring 5a`;
  return paintedLine([' '.repeat(INDENT - 5), [`→ 5b ${words}`, palette.dim]], width);
};
