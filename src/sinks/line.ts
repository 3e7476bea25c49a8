import type { Exchange } from '../flow/exchange.ts';
import { type ExchangeFacts, factsOf } from '../flow/exchange-facts.ts';
import type { Standing } from '../flow/standing.ts';
import { padLeft } from '../text/printable.ts';
import { endsCall } from '../vonage/call-status.ts';
import { isJsonObject, parseJson } from '../vonage/json.ts';
import { SLOTS } from '../vonage/slots.ts';
import { belowLine, eventLine, INDENT, wordsBelow } from './columns.ts';
import { type Piece, paintedLine } from './painted-line.ts';
import type { Paint, Palette } from './palette.ts';
import { detailOf, kindWord, parties, shortDuration } from './wording.ts';

/** How each standing is marked, and the words of the legend. No meaning is in the colour alone. */
export const SIGNATURE_MARKS: Readonly<
  Record<Standing['state'], { readonly mark: string; readonly words: string }>
> = {
  verified: { mark: '✓', words: 'verified' },
  unchecked: { mark: '~', words: 'signed, not checked' },
  unsigned: { mark: '○', words: 'unsigned' },
  refused: { mark: '✗', words: 'refused' },
};

const markPaint = (state: Standing['state'], palette: Palette): Paint => {
  if (state === 'verified') return palette.good;
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
  const detail = detailOf(exchange);
  const ends = parties(facts.from, facts.to);
  const leadsWithDetail =
    detail !== undefined && (ends === '' || facts.kind === 'input' || facts.kind === 'rtc-event');
  const line = eventLine(
    {
      at,
      arrow: '→',
      step: facts.step ?? '',
      kind: kindWord(exchange, facts),
      kindPaint: kindPaint(exchange, facts, palette),
      subject: leadsWithDetail ? detail : ends,
      more: leadsWithDetail ? ends : (detail ?? ''),
      leg: facts.leg,
      conversation: facts.conversation,
      callPaint,
      tail: replyTail(exchange, palette),
      isFaint: facts.step === '5b',
    },
    width,
    palette,
  );
  return [
    line,
    ...(needsDetail(facts) && detail !== undefined && !leadsWithDetail
      ? [belowLine([[`↳ ${detail}`, palette.warn]], width)]
      : []),
    ...replyLines(exchange, width, palette),
    ...problemLines(exchange, width, palette),
  ];
};

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

/** The reply as step 3, when it is an NCCO: ours, or what the user's server said. */
const replyLines = (exchange: Exchange, width: number, palette: Palette): readonly string[] => {
  const words = replyWords(exchange);
  if (words === undefined) return [];
  return [
    paintedLine(
      [
        ' '.repeat(INDENT - 5),
        ['←', palette.plain],
        ' ',
        ['3  ', palette.strong],
        [`↳ ${words}`, palette.plain],
      ],
      width,
    ),
  ];
};

const replyWords = (exchange: Exchange): string | undefined => {
  const { origin, reply } = exchange;
  if (origin.by === 'ncco')
    return `NCCO ${origin.name}: ${origin.actions.join(', ') || 'no actions, so the leg ends'}`;
  if (origin.by === 'listener' || origin.failure !== undefined) return undefined;
  const actions = reply.status < 300 ? actionsIn(reply.body) : undefined;
  if (actions !== undefined)
    return `NCCO of your server: ${actions.join(', ') || 'no actions, so the leg ends'}`;
  const { target } = exchange;
  const isAsked = target.at === 'slot' && SLOTS[target.slot].expectsNcco;
  return isAsked
    ? `your server replied ${reply.status}, and no NCCO (${exchange.request.method} ${exchange.request.path})`
    : undefined;
};

/** An NCCO is small; a larger reply is audio or a page, and not worth the parsing for one line. */
const NCCO_READ_LIMIT_BYTES = 256 * 1024;

const actionsIn = (body: Uint8Array | string): readonly string[] | undefined => {
  if (body.length > NCCO_READ_LIMIT_BYTES) return undefined;
  const value = parseJson(typeof body === 'string' ? body : new TextDecoder().decode(body));
  if (!Array.isArray(value)) return undefined;
  return value.map((action) =>
    isJsonObject(action) && typeof action['action'] === 'string' ? action['action'] : '?',
  );
};

const problemLines = (
  { standing, problems }: Exchange,
  width: number,
  palette: Palette,
): readonly string[] => [
  ...(standing.state === 'refused'
    ? wordsBelow(`✗ signature refused (${standing.reason}): ${standing.explanation}`, width, palette.bad)
    : []),
  ...problems.flatMap((problem) => wordsBelow(`! ${problem}`, width, palette.bad)),
];
