import type { Json, JsonObject } from '../../../vonage/json.ts';
import { maskText } from '../../mask.ts';

/** `SpanKind` of OTLP's trace.proto: enums go as integers (OTLP specification, JSON Protobuf Encoding). */
export const SPAN_KIND = { internal: 1, server: 2, client: 3 } as const;
const STATUS_ERROR = 2;

type Value = string | number | boolean | readonly string[] | undefined;

/** Those that are undefined, and lists of nothing, are left out. */
export type Attributes = Readonly<Record<string, Value>>;

/** Something that happened at one time; milliseconds since 1970. */
export interface SpanEvent {
  readonly at: number;
  readonly name: string;
  readonly attributes?: Attributes;
}

/** A span of OTLP, in our own units. */
export interface SpanParts {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: keyof typeof SPAN_KIND;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: Attributes;
  readonly events?: readonly SpanEvent[];
  readonly droppedEvents?: number;
  /** What went wrong; absent when nothing did. */
  readonly error?: string | undefined;
}

/** A span as OTLP/JSON has it: ids in hex, 64-bit numbers as text, secrets masked. */
export const otlpSpan = (parts: SpanParts): JsonObject => ({
  traceId: parts.traceId,
  spanId: parts.spanId,
  ...(parts.parentSpanId !== undefined && { parentSpanId: parts.parentSpanId }),
  name: wellFormed(parts.name),
  kind: SPAN_KIND[parts.kind],
  startTimeUnixNano: nanoseconds(parts.startedAt),
  endTimeUnixNano: nanoseconds(Math.max(parts.startedAt, parts.endedAt)),
  attributes: otlpAttributes(parts.attributes),
  ...(parts.events !== undefined && parts.events.length > 0 && { events: parts.events.map(eventOf) }),
  ...(parts.droppedEvents !== undefined &&
    parts.droppedEvents > 0 && { droppedEventsCount: parts.droppedEvents }),
  ...(parts.error !== undefined && { status: { message: wellFormed(parts.error), code: STATUS_ERROR } }),
});

const eventOf = ({ at, name, attributes = {} }: SpanEvent): JsonObject => ({
  timeUnixNano: nanoseconds(at),
  name: wellFormed(name),
  attributes: otlpAttributes(attributes),
});

/** A list of `{key, value}`, as common.proto has it. */
export const otlpAttributes = (attributes: Attributes): Json =>
  Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined || (Array.isArray(value) && value.length === 0)
      ? []
      : [{ key, value: anyValue(value) }],
  );

const anyValue = (value: Exclude<Value, undefined>): JsonObject => {
  switch (typeof value) {
    case 'string':
      return { stringValue: wellFormed(value) };
    case 'boolean':
      return { boolValue: value };
    case 'number':
      return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
    default:
      return { arrayValue: { values: value.map((item) => ({ stringValue: wellFormed(item) })) } };
  }
};

/** The last microsecond that 64 bits of nanoseconds can tell; a webhook may claim any time. */
const LAST_MICROSECOND = 2 ** 63 / 1000;

/** Our clocks are honest to the microsecond. */
const nanoseconds = (at: number): string =>
  `${Math.min(LAST_MICROSECOND, Math.round(Math.max(0, at) * 1000)).toFixed(0)}000`;

/** Tracing systems cut or refuse longer ones. */
const LONGEST = 4096;

/** Masked, short, and without halves of surrogate pairs, which protobuf's text cannot hold. */
const wellFormed = (text: string): string => {
  const masked = maskText(text);
  const cut = masked.length > LONGEST ? `${masked.slice(0, LONGEST)}… (${masked.length} characters)` : masked;
  return cut.replace(/\p{Cs}/gu, '\ufffd');
};
