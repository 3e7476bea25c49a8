import type { JsonObject } from '../../../vonage/json.ts';
import type { Flow, Leg } from '../../flow.ts';
import { endOf } from '../../recorded/flow-end.ts';
import type { Warning } from '../../recorded/watch.ts';
import { actionTimes } from './action-times.ts';
import type { CallEvents } from './call-events.ts';
import type { NccoRun, Runs, Signs } from './ncco-runs.ts';
import { otlpSpan, type SpanParts } from './span.ts';
import { spanIdOf, traceIdOf } from './span-id.ts';

/** What was learned of a call while its lines went by. */
export interface CallFacts {
  readonly flow: Flow;
  readonly runs: Runs;
  readonly events: CallEvents;
  readonly warnings: readonly Warning[];
}

/** The call as the root of its trace, its legs below it, below those their NCCOs and the actions of these. */
export const callSpans = ({ flow, runs, events, warnings }: CallFacts): readonly JsonObject[] => {
  const legs = [...flow.legs.values()];
  const signs: Signs = { ends: [...runs.ends], starts: [...runs.starts] };
  const firstAt = Math.min(flow.startedAt, ...legs.map(({ startedAt }) => startedAt));
  const lastAt = Math.max(flow.lastAt, ...legs.map((leg) => legEnd(leg, flow)));
  return [
    otlpSpan({
      ...common(flow),
      spanId: spanIdOf(flow.id),
      parentSpanId: undefined,
      name: 'call',
      startedAt: firstAt,
      endedAt: lastAt,
      attributes: {
        'vonage.call.uuid': flow.id,
        'vonage.call.from': flow.from,
        'vonage.call.to': flow.to,
        'vonage.call.status': endOf(flow),
        'vonage.call.ended': flow.ended,
        'vonage.call.exchanges': flow.exchanges,
        'vonage.conversation.uuids': [...flow.conversations],
        'vonage.problems': flow.problems,
        'vonage.warnings': warnings.map(({ words }) => words),
      },
      ...events.of(undefined),
      error: flow.problems[0],
    }),
    ...legs.map((leg) => otlpSpan(legSpan(leg, flow, events))),
    ...runs.runs.flatMap((run, index) =>
      nccoSpans(run, runEnd(run, runs.runs.slice(index + 1), flow), flow, signs),
    ),
  ];
};

const common = (flow: Flow): Pick<SpanParts, 'traceId' | 'kind'> => ({
  traceId: traceIdOf(flow.id),
  kind: 'internal',
});

const legEnd = ({ endedAt, startedAt }: Leg, flow: Flow): number =>
  endedAt ?? Math.max(startedAt, flow.lastAt);

const legSpan = (leg: Leg, flow: Flow, events: CallEvents): SpanParts => ({
  ...common(flow),
  spanId: spanIdOf(flow.id, 'leg', leg.uuid),
  parentSpanId: spanIdOf(flow.id),
  name: leg.direction === undefined ? 'leg' : `${leg.direction} leg`,
  startedAt: leg.startedAt,
  endedAt: legEnd(leg, flow),
  attributes: {
    'vonage.leg.uuid': leg.uuid,
    'vonage.leg.direction': leg.direction,
    'vonage.leg.from': leg.from,
    'vonage.leg.to': leg.to,
    'vonage.leg.status': leg.status,
    'vonage.leg.detail': leg.detail,
    'vonage.leg.ended': leg.endedAt !== undefined,
    'vonage.leg.duration_seconds': numberOf(leg.duration),
    'vonage.leg.price_eur': numberOf(leg.price),
    'vonage.leg.disconnected_by': leg.disconnectedBy,
  },
  ...events.of(leg.uuid),
  error: FAILED.has(leg.status ?? '') ? [leg.status, leg.detail].filter(Boolean).join(': ') : undefined,
});

/** Nobody at home is no error; what the platform could not or would not do is one (voice-webhooks.md §4.2). */
const FAILED: ReadonlySet<string> = new Set(['failed', 'rejected']);

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined || Number.isNaN(Number(text)) ? undefined : Number(text);

/** An NCCO ends with the next one of its leg, or with the leg. */
const runEnd = (run: NccoRun, later: readonly NccoRun[], flow: Flow): number => {
  const leg = flow.legs.get(run.leg);
  const end =
    later.find((other) => other.leg === run.leg)?.startedAt ?? (leg ? legEnd(leg, flow) : flow.lastAt);
  return Math.max(run.startedAt, end);
};

const nccoSpans = (run: NccoRun, endedAt: number, flow: Flow, signs: Signs): readonly JsonObject[] => {
  const spanId = spanIdOf(flow.id, 'ncco', run.exchange);
  const hasLeg = flow.legs.has(run.leg);
  return [
    otlpSpan({
      ...common(flow),
      spanId,
      parentSpanId: hasLeg ? spanIdOf(flow.id, 'leg', run.leg) : spanIdOf(flow.id),
      name: run.name === undefined ? 'NCCO' : `NCCO ${run.name}`,
      startedAt: run.startedAt,
      endedAt,
      attributes: {
        'vonage.exchange.number': run.exchange,
        'vonage.leg.uuid': run.leg,
        'vonage.ncco.name': run.name,
        'vonage.ncco.actions': run.actions,
      },
    }),
    ...actionTimes(run, endedAt, flow, signs).map((time, index) =>
      otlpSpan({
        ...common(flow),
        spanId: spanIdOf(flow.id, 'action', run.exchange, index),
        parentSpanId: spanId,
        name: time.action,
        startedAt: time.startedAt,
        endedAt: time.endedAt,
        attributes: {
          'vonage.ncco.action': time.action,
          'vonage.ncco.index': index,
          'vonage.inferred': time.isInferred,
        },
      }),
    ),
  ];
};
