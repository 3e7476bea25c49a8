import type { Flow, Gap, Leg } from '../flow/flow.ts';
import { NEAR_SHARE, shareOf } from '../flow/ncco-use.ts';
import { seconds } from '../flow/safety-net.ts';
import type { CallSocket } from '../flow/sockets/call-sockets.ts';
import { secondsIn, sortOfProblem } from '../flow/sort-of-problem.ts';
import { displayWidth, pad, wrap } from '../text/printable.ts';
import { shortId } from '../vonage/ids.ts';
import { paintedLine, safe } from './painted-line.ts';
import type { Paint, Palette } from './palette.ts';
import { passedWords } from './passed-socket.ts';
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
    ...(price === undefined ? [] : [`${price} EUR`]),
    `conversation ${[...flow.conversations].map(shortId).join(', ') || 'unknown'}`,
  ];
  const problems = counted(flow.problems);
  return [
    paintedLine(['   ', [facts.join(' · '), palette.plain]], width),
    ...legLines(legs, width, palette, callPaint),
    ...slowestLines(flow, width, palette),
    ...(flow.sockets ?? []).slice(0, SOCKETS).map((socket) => socketLine(socket, width, palette)),
    ...(flow.gaps ?? [])
      .slice(0, PROBLEMS)
      .map((gap) => paintedLine(['   ', [gapWords(gap), palette.bad]], width)),
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

const gapWords = ({ from, to }: Gap): string =>
  `! no way in from ${timeOfDay(from)} to ${timeOfDay(to)}: webhooks may be missing`;

/** More WebSockets of one call say nothing new. */
const SOCKETS = 6;

const socketLine = ({ address, id, closed }: CallSocket, width: number, palette: Palette): string => {
  const [words, paint] =
    id === undefined
      ? ['was named and not opened', palette.warn]
      : closed === undefined
        ? ['is still open', palette.plain]
        : [
            `${passedWords(closed)}, closed with ${closed.code}`,
            closed.code === 1006 ? palette.warn : palette.plain,
          ];
  return paintedLine(['   ', ['WebSocket ', palette.dim], `${address} `, [words, paint]], width);
};

/** Each problem once, with how often it came up. Those that differ only in how long it took are one: the longest stands. */
const counted = (problems: readonly string[]): readonly string[] => {
  const groups = new Map<string, string[]>();
  for (const problem of problems) {
    const sort = sortOfProblem(problem);
    const group = groups.get(sort);
    if (group) group.push(problem);
    else groups.set(sort, [problem]);
  }
  return [...groups.values()].map((group) => {
    const [longest = ''] = group.toSorted((one, other) => secondsIn(other) - secondsIn(one));
    if (group.length === 1) return longest;
    const isVaried = group.some((problem) => problem !== longest);
    return `${longest} (${group.length} times${isVaried ? ', the longest' : ''})`;
  });
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
        [endWords(leg), palette.plain],
      ],
      width,
    );
  });
  if (legs.length <= LEGS) return lines;
  return [...lines, paintedLine(['   ', [`and ${legs.length - LEGS} more legs`, palette.dim]], width)];
};

const endWords = (leg: Leg): string => {
  const words = [
    leg.detail,
    lengthOf(leg),
    leg.disconnectedBy && `by ${leg.disconnectedBy}`,
    // Without any status that much is clear.
    leg.endedAt === undefined && leg.status !== undefined ? 'no end reported' : undefined,
  ].filter((word) => typeof word === 'string' && word !== '');
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
};

/** As Vonage tells it; of a leg that was answered and has no such word, as the times of its events have it. */
const lengthOf = ({ duration, answeredAt, endedAt }: Leg): string | undefined => {
  if (duration !== undefined) return `${duration} s`;
  return answeredAt === undefined || endedAt === undefined ? undefined : spokenDuration(endedAt - answeredAt);
};

/** The sum of what Vonage charged, in EUR as it says (voice-webhooks.md §3); undefined while no leg has a price. */
const totalPrice = (legs: readonly Leg[]): string | undefined => {
  const prices = legs.flatMap(({ price }) =>
    price === undefined || Number.isNaN(Number(price)) ? [] : [Number(price)],
  );
  if (prices.length === 0) return undefined;
  const sum = prices.reduce((total, price) => total + price, 0);
  // Vonage writes eight decimals; the zeros at the end say nothing.
  return sum.toFixed(8).replace(/(\.\d{2}\d*?)0+$/, '$1');
};
