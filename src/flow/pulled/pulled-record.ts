import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';
import { factsOfWebhook } from '../exchange-facts.ts';
import { harmless, RECORD_VERSION } from '../exchange-record.ts';
import type { Flow } from '../flow.ts';
import { maskText } from '../mask.ts';
import { textAt, timeAt } from '../recorded/field-of.ts';
import type { Recorded } from '../recorded/recorded.ts';
import { recordedBody } from '../recorded-body.ts';
import { redactNotice } from '../redact/redact-record.ts';
import type { Redaction } from '../redact/redaction.ts';
import { type PulledEvent, pulledEvent } from './pulled-event.ts';

/** Type of the line of a record that holds a pulled event. */
export const PULLED_TYPE = 'pulled-event';

/** The one JSON shape of a pulled event (docs/events.md); fields that it shares with an `exchange` have the same names. */
export const pulledRecord = (event: PulledEvent, flow: Pick<Flow, 'id'> | undefined): JsonObject => {
  const { webhook, conversation, pulledAt, fields } = event;
  const facts = factsOfWebhook(webhook);
  const record: Readonly<Record<string, Json | undefined>> = {
    v: RECORD_VERSION,
    type: PULLED_TYPE,
    source: 'api',
    at: new Date(pulledAt).toISOString(),
    flow: flow?.id,
    step: facts.step,
    kind: facts.kind,
    status: facts.status,
    event: facts.event,
    eventId: webhook.id,
    leg: facts.leg,
    conversation,
    from: facts.from === undefined ? undefined : maskText(facts.from),
    to: facts.to === undefined ? undefined : maskText(facts.to),
    direction: facts.direction,
    time: facts.time,
    ...recordedBody(JSON.stringify(fields), Number.POSITIVE_INFINITY, fields),
  };
  // Undefined fields vanish when it is written, and nobody reads one before.
  return record as JsonObject;
};

/** The same as one line of JSON, without the fields that the config redacts. */
export const pulledRecordLine = (
  event: PulledEvent,
  flow: Pick<Flow, 'id'> | undefined,
  redaction?: Redaction | undefined,
): string => {
  const record = pulledRecord(event, flow);
  if (!redaction?.isOn) return harmless(JSON.stringify(record));
  const kept = redactNotice(record, redaction);
  return harmless(JSON.stringify(kept === record ? record : { ...kept, masked: true, redacted: true }));
};

/** A pulled event as it was read back. */
export interface RecordedPulled extends Recorded {
  readonly event: PulledEvent;
}

/** Understands a line of type `pulled-event`; undefined for other lines, and when it lacks what makes it one. */
export const recordedPulled = (record: JsonObject): RecordedPulled | undefined => {
  const conversation = textAt(record, 'conversation');
  const pulledAt = timeAt(record, 'at');
  const { body } = record;
  if (record['type'] !== PULLED_TYPE || conversation === undefined) return undefined;
  if (pulledAt === undefined || !isJsonObject(body)) return undefined;
  const event = pulledEvent(body, conversation, pulledAt);
  return event && { event, flow: textAt(record, 'flow'), record };
};
