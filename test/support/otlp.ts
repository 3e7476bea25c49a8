import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';
import { isJsonObject, type Json, type JsonObject } from '../../src/vonage/json.ts';

/** OTLP's own definitions, of opentelemetry-proto ac2c4b5. */
const DEFINITIONS = fileURLToPath(new URL('../cases/otlp-proto', import.meta.url));

const root = new protobuf.Root();
root.resolvePath = (_from, path) => (path.startsWith('/') ? path : `${DEFINITIONS}/${path}`);
root.loadSync('opentelemetry/proto/collector/trace/v1/trace_service.proto');
const REQUEST = root.lookupType('opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest');

/**
 * The request as a collector has it when it has read this JSON and written it again: what the definitions do not know, or
 * what has another type, is gone or otherwise. Ids go in hex and enums as integers (OTLP specification, JSON Protobuf Encoding).
 */
export const throughProtobuf = (request: JsonObject): unknown => {
  const message = REQUEST.fromObject(idsIn(request, 'hex', 'base64') as Record<string, unknown>);
  const bytes = REQUEST.encode(message).finish();
  const read = REQUEST.toObject(REQUEST.decode(bytes), { longs: String, enums: Number, bytes: String });
  return idsIn(JSON.parse(JSON.stringify(read)), 'base64', 'hex');
};

const idsIn = (value: Json, from: BufferEncoding, to: BufferEncoding): Json => {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => idsIn(item, from, to));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      /^(?:trace|span|parentSpan)Id$/.test(name)
        ? Buffer.from(String(part), from).toString(to)
        : idsIn(part, from, to),
    ]),
  );
};

/** A span with the service that it belongs to. */
export interface ReadSpan {
  readonly service: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceId: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: JsonObject }[];
  readonly events?: readonly { readonly name: string; readonly timeUnixNano: string }[];
  readonly status?: { readonly message: string };
}

export const spansOf = (request: JsonObject): readonly ReadSpan[] => {
  const read = request as unknown as {
    resourceSpans: {
      resource: { attributes: { value: { stringValue: string } }[] };
      scopeSpans: { spans: Omit<ReadSpan, 'service'>[] }[];
    }[];
  };
  return read.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({ ...span, service: resource.attributes[0]?.value.stringValue ?? '' })),
    ),
  );
};

const KINDS = ['', 'internal', 'server', 'client'];

/** A trace as a person reads it: when each span began, how long it was, what happened in it. */
export const outlineOf = (spans: readonly ReadSpan[]): string => {
  const startedAt = BigInt(
    spans.find(({ parentSpanId }) => parentSpanId === undefined)?.startTimeUnixNano ?? 0,
  );
  const seconds = (nanoseconds: bigint): string => (Number(nanoseconds / 1000n) / 1e6).toFixed(6);
  const order = (one: ReadSpan, other: ReadSpan): number =>
    Number(BigInt(one.startTimeUnixNano) - BigInt(other.startTimeUnixNano));
  const linesOf = (span: ReadSpan, depth: number): readonly string[] => {
    const from = BigInt(span.startTimeUnixNano);
    const long = BigInt(span.endTimeUnixNano) - from;
    const inferred = span.attributes.some(
      ({ key, value }) => key === 'vonage.inferred' && value['boolValue'],
    );
    return [
      [
        `${'  '.repeat(depth)}${span.name} [${span.service}, ${KINDS[span.kind]}]`,
        `${seconds(from - startedAt)} + ${seconds(long)}`,
        ...(inferred ? ['inferred'] : []),
        ...(span.status ? [`error: ${span.status.message}`] : []),
      ].join('  '),
      ...(span.events ?? []).map(
        ({ name, timeUnixNano }) =>
          `${'  '.repeat(depth + 1)}· ${name}  ${seconds(BigInt(timeUnixNano) - startedAt)}`,
      ),
      ...spans
        .filter(({ parentSpanId }) => parentSpanId === span.spanId)
        .toSorted(order)
        .flatMap((child) => linesOf(child, depth + 1)),
    ];
  };
  return `${spans
    .filter(({ parentSpanId }) => parentSpanId === undefined)
    .flatMap((span) => linesOf(span, 0))
    .join('\n')}\n`;
};
