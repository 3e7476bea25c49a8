import { factsOf } from '../flow/exchange-facts.ts';
import { maskText } from '../flow/mask.ts';
import { timeOf } from '../flow/pulled/calls-of.ts';
import type { RecordedPulled } from '../flow/pulled/pulled-record.ts';
import { objectAt } from '../flow/recorded/field-of.ts';
import { recordedBodyIn } from '../flow/recorded/kept-bytes.ts';
import type { RecordedExchange } from '../flow/recorded/recorded-exchange.ts';
import { printable, wrap } from '../text/printable.ts';
import { SIGNATURE_MARKS } from './line.ts';
import { maskedWords } from './masked-words.ts';
import { paintedLine } from './painted-line.ts';
import type { Paint, Palette } from './palette.ts';
import { bodyTexts, headerTexts } from './verbose.ts';
import { dayAndTime, kindWord, shortDuration } from './wording.ts';

/** How an exchange is laid out. */
export interface DetailStyle {
  /** Columns of the terminal; undefined for a pipe, where no line is wrapped or cut. */
  readonly width: number | undefined;
  readonly palette: Palette;
}

/** One string of a megabyte would fill a terminal for minutes. */
const LONGEST_LINE = 4000;

/** One exchange of a call in full: what came in, what was understood, what went back, what is wrong. */
export const exchangeDetail = (
  { exchange, record }: RecordedExchange,
  number: number,
  { width, palette }: DetailStyle,
): readonly string[] => {
  const { request, reply, standing, problems, remarks = [] } = exchange;
  const facts = factsOf(exchange);
  const block = blockOf(width);
  const query = request.query === '' ? '' : `?${request.query}`;
  const title = [
    `#${number}`,
    [facts.step, kindWord(exchange, facts)].filter(Boolean).join(' '),
    dayAndTime(request.receivedAt),
    SIGNATURE_MARKS[standing.state].words,
  ].join(' · ');
  return [
    paintedLine([[title, palette.strong]], width ?? LONGEST_LINE),
    '',
    ...block([`${request.method} ${request.path}${query}`], palette.strong),
    ...block(headerTexts(request.headers), palette.dim),
    ...bodyBlock(objectAt(record, 'request'), record['redacted'] === true, block, palette),
    '',
    ...block([replyTitle(exchange)], palette.strong),
    ...block(headerTexts(reply.headers), palette.dim),
    ...bodyBlock(objectAt(record, 'reply'), record['redacted'] === true, block, palette),
    ...(standing.state === 'refused'
      ? block([`✗ signature refused (${standing.reason}): ${standing.explanation}`], palette.bad)
      : []),
    ...block(
      remarks.map((remark) => `· ${remark}`),
      palette.plain,
    ),
    ...block(
      problems.map((problem) => `! ${problem}`),
      palette.bad,
    ),
  ];
};

/** A pulled event in full: where it stands in the log, and what it says. */
export const pulledDetail = (
  { event, record }: RecordedPulled,
  number: number,
  { width, palette }: DetailStyle,
): readonly string[] => {
  const { webhook, conversation, pulledAt } = event;
  const block = blockOf(width);
  const happenedAt = timeOf(event);
  const place = webhook.id === undefined ? 'an event' : `event ${webhook.id}`;
  return [
    paintedLine(
      [[[`#${number}`, `5b ${webhook.type}`, dayAndTime(happenedAt), 'pulled'].join(' · '), palette.strong]],
      width ?? LONGEST_LINE,
    ),
    '',
    ...block(
      [`${place} of ${conversation}, asked of the Conversation API at ${dayAndTime(pulledAt)}`],
      palette.strong,
    ),
    ...bodyBlock(record, record['redacted'] === true, block, palette),
  ];
};

type Block = (texts: readonly string[], paint: Paint) => readonly string[];

const blockOf =
  (width: number | undefined): Block =>
  (texts, paint) =>
    texts.flatMap((text) => wholeLines(text, width)).map((text) => paint(text));

const bodyBlock = (
  part: RecordedExchange['record'],
  isRedacted: boolean,
  block: Block,
  palette: Palette,
): readonly string[] => {
  const body = recordedBodyIn(part);
  const lines = block(bodyTexts(body, 'all'), palette.plain);
  if (lines.length === 0) return [];
  return ['', ...lines, ...(body.masked ? block([`(${maskedWords(isRedacted)})`], palette.dim) : [])];
};

const replyTitle = ({ reply, origin, milliseconds }: RecordedExchange['exchange']): string => {
  const by =
    origin.by === 'ncco'
      ? `NCCO ${origin.name}`
      : origin.by === 'forward'
        ? `your server at ${origin.url}`
        : 'the listener';
  return `reply ${reply.status} by ${by}, after ${shortDuration(milliseconds)}`;
};

const wholeLines = (text: string, width: number | undefined): readonly string[] => {
  if (width === undefined) return [printable(maskText(text))];
  const more = text.length - LONGEST_LINE;
  const lines = wrap(printable(maskText(more > 0 ? text.slice(0, LONGEST_LINE) : text)), width);
  return more > 0 ? [...lines, `… ${more} characters more: --json has them`] : lines;
};
