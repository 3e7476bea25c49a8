import { isJsonObject, type JsonObject } from '../../vonage/json.ts';
import { isSlotId } from '../../vonage/slots.ts';
import { understand } from '../../vonage/webhook.ts';
import { contentOf } from '../classify.ts';
import type { Content, Exchange, ReplyOrigin, Target } from '../exchange.ts';
import { BUILT_IN_SOCKETS } from '../sockets/built-in-sockets.ts';
import type { RefusalReason, Standing } from '../standing.ts';
import type { WebhookRequest } from '../webhook-request.ts';
import { numberAt, objectAt, textAt, textsAt, timeAt } from './field-of.ts';
import { keptBytes } from './kept-bytes.ts';
import type { Recorded } from './recorded.ts';
import { recordedDeadline } from './recorded-deadline.ts';
import { recordedReply } from './recorded-reply.ts';
import { REPLAY_HEADER } from './replayable.ts';

/** An exchange as it was read back from a record. */
export interface RecordedExchange extends Recorded {
  /** The same as the listener had it, but for what was masked or left out when it was written. */
  readonly exchange: Exchange;
}

/** Understands a line of type `exchange` (docs/events.md); undefined when it lacks what makes it one. */
export const recordedExchange = (record: JsonObject): RecordedExchange | undefined => {
  const id = numberAt(record, 'id');
  const receivedAt = timeAt(record, 'at');
  const request = objectAt(record, 'request');
  const path = textAt(request, 'path');
  if (id === undefined || receivedAt === undefined || path === undefined) return undefined;
  const kept = requestOf(request, { id, receivedAt, path, isSocket: record['kind'] === 'websocket' });
  const reply = objectAt(record, 'reply');
  const sha256 = textAt(request, 'sha256');
  const remarks = textsAt(record, 'remarks');
  const deadline = recordedDeadline(objectAt(record, 'deadline'));
  return {
    exchange: {
      request: kept,
      target: targetOf(record),
      content: contentIn(record, request, kept),
      standing: standingOf(objectAt(record, 'signature')),
      reply: recordedReply(reply),
      origin: originOf(reply, objectAt(record, 'forward')),
      milliseconds: numberAt(reply, 'milliseconds') ?? 0,
      ...(sha256 !== undefined && { bodySha256: sha256 }),
      problems: textsAt(record, 'problems'),
      ...(remarks.length > 0 && { remarks }),
      ...(deadline && { deadline }),
    },
    // What `flows replay` sent is no part of the call, though it speaks of it.
    flow: isReplayed(record) ? undefined : textAt(record, 'flow'),
    record,
  };
};

/** Whether it was sent by `flows replay`. */
export const isReplayed = (record: JsonObject): boolean =>
  objectAt(objectAt(record, 'request'), 'headers')[REPLAY_HEADER] !== undefined;

interface Arrival {
  readonly id: number;
  readonly receivedAt: number;
  readonly path: string;
  readonly isSocket: boolean;
}

/** Most readers never ask for a body's bytes, so they are made when somebody does. */
const requestOf = (request: JsonObject, { id, receivedAt, path, isSocket }: Arrival): WebhookRequest => {
  let bytes: Uint8Array | undefined;
  return {
    id,
    receivedAt,
    method: textAt(request, 'method') ?? 'POST',
    path,
    query: textAt(request, 'query') ?? '',
    headers: headersOf(objectAt(request, 'headers')),
    get body() {
      bytes ??= keptBytes(request);
      return bytes;
    },
    ...(isSocket && { upgrade: 'websocket' }),
  };
};

const targetOf = (record: JsonObject): Target => {
  const slot = textAt(record, 'slot');
  const name = textAt(record, 'ncco');
  const socket = BUILT_IN_SOCKETS.find((one) => one === record['socket']);
  if (record['target'] === 'slot' && slot !== undefined && isSlotId(slot)) return { at: 'slot', slot };
  if (record['target'] === 'ncco' && name !== undefined) return { at: 'ncco', name };
  if (record['target'] === 'built-in' && socket !== undefined) return { at: 'built-in', socket };
  return { at: record['target'] === 'forward' ? 'forward' : 'unknown' };
};

const contentIn = (record: JsonObject, request: JsonObject, kept: WebhookRequest): Content => {
  const complaint = textAt(record, 'complaint') ?? '';
  switch (record['kind']) {
    case 'websocket':
      return { form: 'websocket' };
    case 'empty':
      return { form: 'empty' };
    case 'bad-json':
    case 'cut-off':
      return { form: record['kind'], complaint };
    case 'other':
      return { form: 'other', contentType: kept.headers['content-type'] ?? '' };
    default: {
      const { form, body } = request;
      return form === 'json' && isJsonObject(body)
        ? { form: 'webhook', fields: body, webhook: understand(body) }
        : contentOf(kept);
    }
  }
};

const standingOf = (signature: JsonObject): Standing => {
  switch (signature['state']) {
    case 'verified':
      return signature['secondTry'] === true ? { state: 'verified', secondTry: true } : { state: 'verified' };
    case 'unchecked':
      return { state: 'unchecked' };
    case 'refused':
      return {
        state: 'refused',
        // Only shown, so that a reason of a newer version is as good.
        reason: (textAt(signature, 'reason') ?? 'malformed') as RefusalReason,
        explanation: textAt(signature, 'explanation') ?? '',
      };
    default:
      return { state: 'unsigned' };
  }
};

const originOf = (reply: JsonObject, forward: JsonObject): ReplyOrigin => {
  const failure = textAt(forward, 'failure');
  const asked = { url: textAt(forward, 'url') ?? '', milliseconds: numberAt(forward, 'milliseconds') ?? 0 };
  if (reply['by'] === 'ncco') {
    const ncco = {
      by: 'ncco',
      name: textAt(reply, 'ncco') ?? '',
      actions: textsAt(reply, 'actions'),
    } as const;
    return failure === undefined ? ncco : { ...ncco, insteadOf: { ...asked, why: failure } };
  }
  if (reply['by'] !== 'forward') return { by: 'listener' };
  return { by: 'forward', ...asked, ...(failure !== undefined && { failure }) };
};

const headersOf = (headers: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
