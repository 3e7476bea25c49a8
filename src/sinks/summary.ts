import type { Flow, Leg } from '../flow/flow.ts';
import { NEAR_SHARE, shareOf } from '../flow/ncco-use.ts';
import { seconds } from '../flow/safety-net.ts';
import type { CallSocket } from '../flow/sockets/call-sockets.ts';
import { displayWidth, pad, wrap } from '../text/printable.ts';
import { shortId } from '../vonage/ids.ts';
import { countedProblems, endWords, gapWords, socketWords, totalPrice } from './call-words.ts';
import { paintedLine, safe } from './painted-line.ts';
import type { Paint, Palette } from './palette.ts';
import { parties, spokenDuration, timeOfDay } from './wording.ts';

const MARGIN = '  ';

/** What became of a call: how long, which legs, how each ended, what it cost, what went wrong. */
export const summaryLines = (
  flow: Flow,
  width: number,
  palette: Palette,
  callPaint: Paint,
): readonly string[] => {
  const title = parties(flow.from, flow.to);
  return [
    '',
    paintedLine(['━━ ', [`Call ${flow.number} ended`, palette.strong], '  ', [title, callPaint]], width),
    ...callLines(flow, width, palette, callPaint),
    '',
  ];
};

/** The same without its title. */
export const callLines = (
  flow: Flow,
  width: number,
  palette: Palette,
  callPaint: Paint,
): readonly string[] => {
  const legs = [...flow.legs.values()];
  const price = totalPrice(legs);
  const facts = [
    spokenDuration(flow.lastAt - flow.startedAt),
    flow.exchanges === 1 ? '1 webhook' : `${flow.exchanges} webhooks`,
    ...(flow.pulled ? [`${flow.pulled} pulled`] : []),
    ...(price === undefined ? [] : [`${price} EUR`]),
    `conversation ${[...flow.conversations].map(shortId).join(', ') || 'unknown'}`,
  ];
  const problems = countedProblems(flow.problems);
  return [
    paintedLine(['   ', [facts.join(' · '), palette.plain]], width),
    ...legLines(legs, width, palette, callPaint),
    ...slowestLines(flow, width, palette),
    ...(flow.sockets ?? []).slice(0, SOCKETS).map((socket) => socketLine(socket, width, palette)),
    ...(flow.gaps ?? [])
      .slice(0, PROBLEMS)
      .map((gap) => paintedLine(['   ', [`! ${gapWords(gap, timeOfDay)}`, palette.bad]], width)),
    ...pullLines(flow, width),
    ...problems.slice(0, PROBLEMS).flatMap((problem) =>
      wrap(safe(`! ${problem}`), width - 3 - MARGIN.length)
        .slice(0, PROBLEM_LINES)
        .map((line, index) =>
          paintedLine([index === 0 ? '   ' : `   ${MARGIN}`, [line, palette.bad]], width),
        ),
    ),
    ...(problems.length > PROBLEMS
      ? [paintedLine(['   ', [`! and ${problems.length - PROBLEMS} more problems`, palette.bad]], width)]
      : []),
  ];
};

/** A reply that used less of its time than this was quick; of an answer it is the second that a caller notices. */
const SLOW_SHARE = 0.2;

const slowestLines = ({ slowest }: Flow, width: number, palette: Palette): readonly string[] => {
  if (!slowest) return [];
  const { kind, milliseconds, deadline, isReplaced } = slowest;
  const share = shareOf(deadline, milliseconds);
  if (share < SLOW_SHARE) return [];
  const took = seconds(milliseconds + deadline.tunnel);
  const replaced = isReplaced ? ', replaced' : '';
  return [
    paintedLine(
      [
        '   ',
        ['slowest reply: ', palette.dim],
        [
          `${kind}, ${took} of the ${seconds(deadline.limit)} that Vonage waits (${Math.floor(share * 100)} %)${replaced}`,
          share >= NEAR_SHARE ? palette.warn : palette.plain,
        ],
      ],
      width,
    ),
  ];
};

/** What came meanwhile can still be asked for, unless somebody did. */
const pullLines = ({ gaps, pulled, conversations }: Flow, width: number): readonly string[] => {
  const [conversation] = conversations;
  return gaps === undefined || pulled || conversation === undefined
    ? []
    : [paintedLine([`     → vonage-flow flows pull ${conversation}`], width)];
};

/** More WebSockets of one call say nothing new. */
const SOCKETS = 6;

const socketLine = (socket: CallSocket, width: number, palette: Palette): string => {
  const { id, closed } = socket;
  const paint = id === undefined || closed?.code === 1006 ? palette.warn : palette.plain;
  return paintedLine(
    ['   ', ['WebSocket ', palette.dim], `${socket.address} `, [socketWords(socket), paint]],
    width,
  );
};

/** So many problems name the trouble; the rest stand at their exchanges. */
const PROBLEMS = 5;
const PROBLEM_LINES = 4;

/** A conference can have fifty legs; the summary stays a summary. */
const LEGS = 12;

/** The legs as a tree: the first one started the call, the others grew from it. */
const legLines = (
  legs: readonly Leg[],
  width: number,
  palette: Palette,
  callPaint: Paint,
): readonly string[] => {
  const shown = legs.slice(0, LEGS);
  const ends = shown.map((leg) => safe(parties(leg.from, leg.to)));
  const column = Math.min(Math.max(0, ...ends.map(displayWidth)), Math.max(10, width - 48));
  const lines = shown.map((leg, index) => {
    const branch = shown.length === 1 ? '─' : index === 0 ? '┬' : index === shown.length - 1 ? '└' : '├';
    return paintedLine(
      [
        '   ',
        [`${branch} `, palette.dim],
        [pad(shortId(leg.uuid), 8), callPaint],
        ' ',
        [pad(leg.direction ?? '', 8), palette.dim],
        ' ',
        pad(ends[index] ?? '', column),
        '  ',
        [leg.status ?? 'no status webhook came', leg.status === 'completed' ? palette.good : palette.warn],
        [endWords(leg) === '' ? '' : `, ${endWords(leg)}`, palette.plain],
      ],
      width,
    );
  });
  if (legs.length <= LEGS) return lines;
  return [...lines, paintedLine(['   ', [`and ${legs.length - LEGS} more legs`, palette.dim]], width)];
};
