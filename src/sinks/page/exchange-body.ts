import type { Exchange } from '../../flow/exchange.ts';
import { nccoOf } from '../../flow/export/ncco-of.ts';
import { objectAt } from '../../flow/recorded/field-of.ts';
import { recordedBodyIn } from '../../flow/recorded/kept-bytes.ts';
import type { RecordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import { pathWords } from '../../text/path-words.ts';
import type { JsonObject } from '../../vonage/json.ts';
import { SIGNATURE_MARKS } from '../line.ts';
import { headerTexts } from '../verbose.ts';
import { shortDuration } from '../wording.ts';
import { bodyBlock } from './body-block.ts';
import { utcTime } from './clock.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** Finds what is wrong with an NCCO. */
export type Lint = (ncco: string, exchange: Exchange) => readonly Diagnostic[];

/** The request and the reply of an exchange, and what the linter says of an NCCO in it. */
export const exchangeBody = (
  { exchange, record }: RecordedExchange,
  findings: readonly Diagnostic[],
): Markup => {
  const { request, reply, standing } = exchange;
  const fields = queryFields(exchange);
  const isRedacted = record['redacted'] === true;
  const query = request.query === '' || fields !== undefined ? '' : `?${request.query}`;
  return html`<div class="both">
    <section>
      <h3>Request <code>${request.method} ${request.path}${query}</code></h3>
      <p class="note">arrived ${utcTime(request.receivedAt)} UTC · ${SIGNATURE_MARKS[standing.state].words}</p>
      ${fields === undefined ? bodyBlock(recordedBodyIn(objectAt(record, 'request')), isRedacted) : html`<p class="note">its query, field by field:</p>${bodyBlock({ form: 'json', body: fields })}`}
      ${headersBlock(request.headers)}
    </section>
    <section>
      <h3>Reply <code>${reply.status}</code></h3>
      <p class="note">by ${replierWords(exchange)}, after ${shortDuration(exchange.milliseconds)}</p>
      ${bodyBlock(recordedBodyIn(objectAt(record, 'reply')), isRedacted)}
      ${findingList(findings)}
      ${headersBlock(reply.headers)}
    </section>
  </div>`;
};

/** The findings of the NCCO that went back; none when there was none. */
export const findingsOf = (exchange: Exchange, lint: Lint): readonly Diagnostic[] => {
  const text = nccoOf(exchange)?.text;
  return text === undefined ? [] : lint(text, exchange);
};

/** What came in the query and not in a body, as an answer webhook by GET does. */
const queryFields = ({ request, content }: Exchange): JsonObject | undefined =>
  content.form === 'webhook' && request.query !== '' && request.body.length === 0
    ? content.fields
    : undefined;

/** Where somebody was asked; the query is the request's own. */
const place = (url: string): string => url.replace(/\?.*$/s, '');

const replierWords = ({ origin }: Exchange): string => {
  switch (origin.by) {
    case 'ncco':
      return `the NCCO ${origin.name}${origin.insteadOf ? `, instead of ${place(origin.insteadOf.url)}` : ''}`;
    case 'forward':
      return `your server at ${place(origin.url)}`;
    case 'listener':
      return 'the listener';
    default:
      return origin satisfies never;
  }
};

const headersBlock = (headers: Readonly<Record<string, string | readonly string[]>>): Markup => {
  const texts = headerTexts(headers);
  if (texts.length === 0) return NOTHING;
  return html`<details class="headers"><summary>${texts.length} ${texts.length === 1 ? 'header' : 'headers'}</summary>
    <pre>${texts.map((text) => html`${text}\n`)}</pre></details>`;
};

/** More are an NCCO to be linted by itself. */
const MOST_FINDINGS = 20;

const findingList = (findings: readonly Diagnostic[]): Markup => {
  if (findings.length === 0) return NOTHING;
  const more = findings.length - MOST_FINDINGS;
  return html`<ul class="findings">${findings.slice(0, MOST_FINDINGS).map(
    ({ severity, path, message, why, suggestion, rule }) =>
      html`<li class="${severity}"><b>${severity}</b> ${path.length === 0 ? '' : `${pathWords(path)}: `}${message} <code>${rule}</code>
        <span class="note">${why}${suggestion === undefined ? '' : ` Instead: ${suggestion}`}</span></li>`,
  )}${more > 0 ? html`<li>and ${more} more: vonage-flow ncco validate names them</li>` : NOTHING}</ul>`;
};
