import type { JsonObject } from '../../../vonage/json.ts';
import type { Exchange } from '../../exchange.ts';
import { type ExchangeFacts, factsOf } from '../../exchange-facts.ts';
import { numberAt, objectAt } from '../../recorded/field-of.ts';
import type { Filed } from '../../recorded/file-recorded.ts';
import { replySizes } from '../../recorded/kept-bytes.ts';
import type { RecordedExchange } from '../../recorded/recorded-exchange.ts';
import { arrivedAt } from './arrived-at.ts';
import { type Attributes, otlpSpan } from './span.ts';
import { spanIdOf, traceIdOf } from './span-id.ts';

/**
 * A webhook as the span of the server that took it, below the span of its leg; and, when the user's own server was
 * asked, that request as the span of a client below it. Attributes are those of OpenTelemetry's semantic conventions for
 * HTTP spans (1.23 and later), and ours under `vonage.`.
 */
export const exchangeSpans = (
  recorded: RecordedExchange,
  { flow, at, number }: Filed,
): readonly JsonObject[] => {
  const { exchange } = recorded;
  const { origin, milliseconds, problems, reply } = exchange;
  const facts = factsOf(exchange);
  const traceId = traceIdOf(flow.id);
  const spanId = spanIdOf(flow.id, 'exchange', number);
  const startedAt = arrivedAt(exchange, at);
  const endedAt = startedAt + milliseconds;
  const hasLeg = facts.leg !== undefined && flow.legs.has(facts.leg);
  const server = otlpSpan({
    traceId,
    spanId,
    parentSpanId: hasLeg ? spanIdOf(flow.id, 'leg', facts.leg ?? '') : spanIdOf(flow.id),
    name: `webhook ${facts.event ?? (facts.kind === 'call-status' ? facts.status : undefined) ?? facts.kind}`,
    kind: 'server',
    startedAt,
    endedAt,
    attributes: { ...requestAttributes(recorded), ...webhookAttributes(exchange, facts, number) },
    error: problems[0] ?? (reply.status >= 500 ? `replied ${reply.status}` : undefined),
  });
  const asked = origin.by === 'forward' ? origin : origin.by === 'ncco' ? origin.insteadOf : undefined;
  if (asked === undefined) return [server];
  const failure = 'why' in asked ? asked.why : asked.failure;
  const answered = origin.by === 'forward' && failure === undefined ? reply.status : undefined;
  const client = otlpSpan({
    traceId,
    spanId: spanIdOf(flow.id, 'forward', number),
    parentSpanId: spanId,
    name: exchange.request.method,
    kind: 'client',
    startedAt: Math.max(startedAt, endedAt - asked.milliseconds),
    endedAt,
    attributes: {
      'http.request.method': exchange.request.method,
      'url.full': asked.url,
      ...addressOf(asked.url),
      'http.response.status_code': answered,
      'error.type': failure === undefined ? statusError(answered, 400) : '_OTHER',
    },
    error: failure ?? (answered !== undefined && answered >= 400 ? `replied ${answered}` : undefined),
  });
  return [server, client];
};

const requestAttributes = ({ exchange, record }: RecordedExchange): Attributes => {
  const { request, reply, target } = exchange;
  const { headers } = request;
  const scheme = headers['x-forwarded-proto'] ?? 'http';
  const bytes = numberAt(objectAt(record, 'request'), 'bytes');
  return {
    'http.request.method': request.method,
    'url.scheme': scheme,
    'url.path': request.path,
    'url.query': request.query === '' ? undefined : request.query,
    'http.route': target.at === 'slot' ? request.path : undefined,
    ...addressOf(`${scheme}://${headers['host'] ?? ''}`),
    'user_agent.original': headers['user-agent'],
    'http.request.body.size': bytes,
    'http.response.status_code': reply.status,
    'http.response.body.size': replySizes(objectAt(record, 'reply')).sent,
    'error.type': statusError(reply.status, 500),
  };
};

const webhookAttributes = (
  { origin, standing, problems }: Exchange,
  facts: ExchangeFacts,
  number: number,
): Attributes => ({
  'vonage.exchange.number': number,
  'vonage.flow.step': facts.step,
  'vonage.webhook.kind': facts.kind,
  'vonage.webhook.status': facts.status,
  'vonage.webhook.event': facts.event,
  'vonage.webhook.timestamp': facts.time,
  'vonage.signature': standing.state,
  'vonage.leg.uuid': facts.leg,
  'vonage.conversation.uuid': facts.conversation,
  'vonage.reply.by': origin.by,
  'vonage.ncco.name': origin.by === 'ncco' ? origin.name : undefined,
  'vonage.problems': problems,
});

/** The class of an error, as the conventions have it: the status code, from which one on depends on the side. */
const statusError = (status: number | undefined, from: number): string | undefined =>
  status === undefined || status < from ? undefined : String(status);

const addressOf = (url: string): Attributes => {
  if (!URL.canParse(url)) return {};
  const { hostname, port } = new URL(url);
  return { 'server.address': hostname, 'server.port': port === '' ? undefined : Number(port) };
};
