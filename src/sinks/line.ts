import type { Exchange } from '../flow/exchange.ts';
import { type ExchangeFacts, factsOf } from '../flow/exchange-facts.ts';
import type { Standing } from '../flow/standing.ts';
import { padLeft } from '../text/printable.ts';
import { endsCall } from '../vonage/call-status.ts';
import { belowLine, eventLine, INDENT, wordsBelow } from './columns.ts';
import { deadlineWords, problemWords, replyWords, subjectOf } from './exchange-words.ts';
import { type Piece, paintedLine } from './painted-line.ts';
import type { Paint, Palette } from './palette.ts';
import { durationWords, kindWord, shortDuration } from './wording.ts';

/**
 * How each standing is marked, and the words of the legend. No meaning is in the colour alone, and none reads as the
 * success of the status beside it.
 */
export const SIGNATURE_MARKS: Readonly<
  Record<Standing['state'], { readonly mark: string; readonly words: string }>
> = {
  verified: { mark: '●', words: 'verified' },
  unchecked: { mark: '◐', words: 'signed, not checked' },
  unsigned: { mark: '○', words: 'unsigned' },
  refused: { mark: '✗', words: 'refused' },
};

const markPaint = (state: Standing['state'], palette: Palette): Paint => {
  return state === 'refused' ? palette.bad : palette.dim;
};

/** The lines of an exchange: what came in, what went back when that is an NCCO, and what is wrong with it. */
export const exchangeLines = (
  exchange: Exchange,
  at: number,
  width: number,
  palette: Palette,
  callPaint: Paint,
): readonly string[] => {
  const facts = factsOf(exchange);
  const { detail, subject, more } = subjectOf(exchange, facts);
  const line = eventLine(
    {
      at,
      arrow: '→',
      step: facts.step ?? '',
      kind: kindWord(exchange, facts),
      kindPaint: kindPaint(exchange, facts, palette),
      subject,
      more,
      leg: facts.leg,
      conversation: facts.conversation,
      callPaint,
      tail: replyTail(exchange, palette),
      tailWords: replyWordsOf(exchange),
      isFaint: facts.step === '5b',
    },
    width,
    palette,
  );
  return [
    line,
    ...(needsDetail(facts) && detail !== undefined && detail !== subject
      ? [belowLine([[`↳ ${detail}`, palette.warn]], width)]
      : []),
    ...replyLines(exchange, width, palette),
    ...trailingLines(exchange, width, palette),
  ];
};

/** What stands below an exchange, however that is shown: its deadline, what is worth knowing of it, and what is wrong. */
export const trailingLines = (exchange: Exchange, width: number, palette: Palette): readonly string[] => [
  ...deadlineLines(exchange, width, palette),
  ...remarkLines(exchange, width, palette),
  ...problemLines(exchange, width, palette),
];

/** The reason of an end that nobody wished for must not be lost to a narrow terminal. */
const needsDetail = (facts: ExchangeFacts): boolean =>
  facts.kind === 'fallback' || (facts.kind === 'call-status' && isBadEnd(facts.status));

const isBadEnd = (status: string | undefined): boolean =>
  status !== undefined && status !== 'completed' && status !== 'cancelled' && endsCall(status);

const kindPaint = (exchange: Exchange, facts: ExchangeFacts, palette: Palette): Paint => {
  if (facts.kind === 'error' || facts.kind === 'bad-json' || facts.kind === 'cut-off') return palette.bad;
  if (exchange.target.at === 'unknown' || facts.kind === 'fallback') return palette.warn;
  if (facts.kind !== 'call-status') return palette.kind;
  if (facts.status === 'answered') return palette.good;
  return isBadEnd(facts.status) ? palette.bad : palette.kind;
};

const replyTail = ({ standing, reply, milliseconds }: Exchange, palette: Palette): readonly Piece[] => [
  [SIGNATURE_MARKS[standing.state].mark, markPaint(standing.state, palette)],
  ' ',
  [padLeft(String(reply.status), 3), reply.status < 300 ? palette.good : palette.bad],
  ' ',
  [padLeft(shortDuration(milliseconds), 5), palette.dim],
];

const replyWordsOf = ({ standing, reply, milliseconds }: Exchange): string =>
  `replied ${reply.status} in ${durationWords(milliseconds)}, ${SIGNATURE_MARKS[standing.state].words}`;

/** The reply below its request: as step 3 when it is an NCCO that the platform takes, ours or the user's server's. */
const replyLines = (exchange: Exchange, width: number, palette: Palette): readonly string[] => {
  const told = replyWords(exchange);
  if (told === undefined) return [];
  const { words, isTaken } = told;
  const paint = isTaken ? palette.plain : palette.dim;
  return [
    paintedLine(
      [
        ' '.repeat(INDENT - 5),
        ['←', paint],
        ' ',
        [isTaken ? '3  ' : '   ', palette.strong],
        [`↳ ${words}`, paint],
      ],
      width,
    ),
  ];
};

const remarkLines = ({ remarks = [] }: Exchange, width: number, palette: Palette): readonly string[] =>
  remarks.flatMap((remark) => wordsBelow(`· ${remark}`, width, palette.plain));

const deadlineLines = (exchange: Exchange, width: number, palette: Palette): readonly string[] => {
  const words = deadlineWords(exchange);
  return words === undefined ? [] : wordsBelow(`▲ ${words}`, width, palette.warn);
};

const problemLines = (exchange: Exchange, width: number, palette: Palette): readonly string[] =>
  problemWords(exchange).flatMap((words) => wordsBelow(words, width, palette.bad));
