import type { Json, JsonObject } from '../vonage/json.ts';
import type { Exchange, ReplyOrigin, Target } from './exchange.ts';
import { factsOf } from './exchange-facts.ts';
import type { Flow } from './flow.ts';
import { isSecretName, MASK, maskText } from './mask.ts';
import type { Deadline } from './ncco-use.ts';
import { recordedBody } from './recorded-body.ts';
import { redactExchange } from './redact/redact-record.ts';
import type { Redaction } from './redact/redaction.ts';
import { replyRecord } from './reply-record.ts';
import type { Standing } from './standing.ts';
import type { Reply } from './webhook-request.ts';

/** Version of every record's shape. Fields may be added under the same number; nothing else may change. */
export const RECORD_VERSION = 1;

/** Fields that are undefined are left out when the record is written, as JSON has it. */
type Loose = { readonly [name: string]: Json | Loose | undefined };

/**
 * The one JSON shape of an exchange: for `--json`, the store, and what later reads them (docs/events.md). Secrets
 * are masked, the Authorization header and cookies are left out; else it is complete enough to send the same bytes again.
 */
export const exchangeRecord = (exchange: Exchange, flow: Flow | undefined): JsonObject => {
  const facts = factsOf(exchange);
  const record: Loose = {
    v: RECORD_VERSION,
    type: 'exchange',
    source: 'webhook',
    id: exchange.request.id,
    at: new Date(exchange.request.receivedAt).toISOString(),
    flow: flow?.id,
    ...addressOf(exchange.target),
    step: facts.step,
    kind: facts.kind,
    status: facts.status,
    event: facts.event,
    leg: facts.leg,
    conversation: facts.conversation,
    from: facts.from === undefined ? undefined : maskText(facts.from),
    to: facts.to === undefined ? undefined : maskText(facts.to),
    direction: facts.direction,
    time: facts.time,
    complaint: complaintOf(exchange),
    request: requestRecord(exchange),
    signature: signatureRecord(exchange.standing),
    reply: repliedRecord(exchange.reply, exchange.origin, exchange.milliseconds),
    forward: forwardRecord(exchange.origin),
    problems: exchange.problems.map(maskText),
    remarks: exchange.remarks?.map(maskText),
    deadline: exchange.deadline && deadlineRecord(exchange.deadline),
  };
  // Undefined fields vanish when it is written, and nobody reads one before.
  return record as JsonObject;
};

/**
 * Both the store and `--json` write the same line, one right after the other, and making it is the largest cost of a
 * webhook. So the newest lines are kept for a moment, in a ring: a map of objects would give each a hash and keep more.
 */
const lines: { readonly exchange: Exchange; readonly line: string }[] = [];
const LINES_KEPT = 64;
let nextLine = 0;

/** What JSON leaves as it is, but a terminal obeys: DEL, C1 controls, and marks that turn text round. */
const OBEYED = /[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The same JSON with such characters as escapes, so that a record may be looked at anywhere. */
export const harmless = (json: string): string =>
  json.replace(OBEYED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The record of an exchange as one line of JSON, made once, without the fields that the config redacts. */
export const exchangeLine = (
  exchange: Exchange,
  flow: Flow | undefined,
  redaction?: Redaction | undefined,
): string => {
  for (const known of lines) if (known.exchange === exchange) return known.line;
  const record = exchangeRecord(exchange, flow);
  const line = harmless(JSON.stringify(redaction?.isOn ? redactExchange(record, redaction) : record));
  lines[nextLine] = { exchange, line };
  nextLine = (nextLine + 1) % LINES_KEPT;
  return line;
};

const addressOf = (target: Target): Loose => {
  switch (target.at) {
    case 'slot':
      return { target: 'slot', slot: target.slot };
    case 'ncco':
      return { target: 'ncco', ncco: target.name };
    case 'built-in':
      return { target: 'built-in', socket: target.socket };
    case 'forward':
    case 'unknown':
      return { target: target.at };
    default:
      return target satisfies never;
  }
};

const complaintOf = ({ content }: Exchange): string | undefined => {
  if (content.form === 'bad-json' || content.form === 'cut-off') return maskText(content.complaint);
  return undefined;
};

/** Headers that are credentials as a whole: not even their masked trace is of use. */
const LEFT_OUT: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie']);

const requestRecord = ({ request, content, bodySha256 }: Exchange): Loose => {
  const headers: Record<string, string> = {};
  for (const name of Object.keys(request.headers)) {
    if (LEFT_OUT.has(name)) continue;
    headers[name] = isSecretName(name) ? MASK : maskText(request.headers[name] ?? '');
  }
  // Fields of a query are no body, and a body that had to be mended to UTF-8 is not what was parsed.
  const parsed = content.form === 'webhook' && request.body.length > 0 ? content.fields : undefined;
  return {
    method: request.method,
    path: maskText(request.path),
    query: request.query === '' ? undefined : maskText(request.query),
    headers,
    ...recordedBody(request.body, Number.POSITIVE_INFINITY, parsed),
    bytes: request.body.length,
    sha256: bodySha256,
  };
};

const signatureRecord = (standing: Standing): Loose => {
  switch (standing.state) {
    case 'verified':
      return { state: 'verified', secondTry: standing.secondTry };
    case 'unchecked':
    case 'unsigned':
      return { state: standing.state };
    case 'refused':
      return { state: 'refused', reason: standing.reason, explanation: maskText(standing.explanation) };
    default:
      return standing satisfies never;
  }
};

const repliedRecord = (reply: Reply, origin: ReplyOrigin, milliseconds: number): Loose => {
  const { status, ...rest } = replyRecord(reply);
  return {
    status,
    by: origin.by,
    ncco: origin.by === 'ncco' ? origin.name : undefined,
    actions: origin.by === 'ncco' ? origin.actions : undefined,
    milliseconds: rounded(milliseconds),
    ...rest,
  };
};

const forwardRecord = (origin: ReplyOrigin): Loose | undefined => {
  if (origin.by === 'ncco' && origin.insteadOf) {
    const { url, milliseconds, why } = origin.insteadOf;
    return { url: maskText(url), milliseconds: rounded(milliseconds), failure: maskText(why) };
  }
  if (origin.by !== 'forward') return undefined;
  return {
    url: maskText(origin.url),
    milliseconds: rounded(origin.milliseconds),
    failure: origin.failure === undefined ? undefined : maskText(origin.failure),
  };
};

/** How long Vonage waits for a reply, in milliseconds, as all records have it. */
export const deadlineRecord = (deadline: Deadline): Loose => ({
  slot: deadline.slot,
  limit: deadline.limit,
  tunnel: deadline.tunnel === 0 ? undefined : rounded(deadline.tunnel),
});

/** Microseconds are as fine as our clocks are honest. */
const rounded = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;
