import { isJsonObject, type JsonObject, parseJson } from '../vonage/json.ts';
import { fromQuery } from '../vonage/query.ts';
import { SLOTS, type SlotId } from '../vonage/slots.ts';
import { understand, type VonageWebhook } from '../vonage/webhook.ts';
import type { Content, Target } from './exchange.ts';
import { isTooDeep } from './too-deep.ts';
import type { WebhookRequest } from './webhook-request.ts';

/** Which slot lives at which path in this run. With `forward`, slots keep the application's own paths and may share one. */
export type SlotPaths = ReadonlyMap<string, readonly SlotId[]>;

const NCCO_PATH = /^\/ncco\/([A-Za-z0-9_-]{1,64})$/;

/** Where a request is addressed. Slots that share a path are told apart by their methods, then by what the request says. */
export const targetOf = (
  request: WebhookRequest,
  content: Content,
  slots: SlotPaths,
  methodOf: (slot: SlotId) => 'GET' | 'POST' = (slot) => SLOTS[slot].defaultMethod,
): Target => {
  const candidates = slots.get(request.path);
  if (candidates?.length === 1) return { at: 'slot', slot: candidates[0]! };
  if (candidates && candidates.length > 1) {
    const byMethod = candidates.filter((slot) => methodOf(slot) === request.method);
    return { at: 'slot', slot: mostFitting(byMethod.length === 0 ? candidates : byMethod, content) };
  }
  const name = NCCO_PATH.exec(request.path)?.[1];
  return name === undefined ? { at: 'unknown' } : { at: 'ncco', name };
};

const SLOT_OF_KIND: Partial<Record<VonageWebhook['kind'], SlotId>> = {
  answer: 'voice.answer',
  fallback: 'voice.fallback',
  'rtc-event': 'rtc.event',
};

const mostFitting = (candidates: readonly SlotId[], content: Content): SlotId => {
  const kind = content.form === 'webhook' ? content.webhook.kind : undefined;
  const slot = (kind && SLOT_OF_KIND[kind]) ?? 'voice.event';
  return candidates.includes(slot) ? slot : candidates[0]!;
};

const decoder = new TextDecoder();
const TOO_DEEP: Content = {
  form: 'bad-json',
  complaint: 'it is nested deeper than anything that Vonage sends',
};
const JSON_TYPE = /^application\/(?:[\w.+-]*\+)?json\b/i;

/** Reads a request's fields: the JSON body of a POST, or the query of a request without a body. Never throws. */
export const contentOf = (request: WebhookRequest): Content => {
  if (request.upgrade !== undefined) return { form: 'websocket' };
  if (request.body.byteLength === 0) {
    if (request.query === '') return { form: 'empty' };
    const fields = fromQuery(request.query);
    if (Object.values(fields).some((value) => typeof value === 'string' && isTooDeep(value))) return TOO_DEEP;
    return { form: 'webhook', fields: nested(fields), webhook: understand(fields, true) };
  }
  const contentType = request.headers['content-type'] ?? '';
  if (contentType !== '' && !JSON_TYPE.test(contentType)) return { form: 'other', contentType };
  const text = decoder.decode(request.body);
  if (isTooDeep(text)) return TOO_DEEP;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { form: 'bad-json', complaint: error instanceof Error ? error.message : String(error) };
  }
  if (!isJsonObject(value)) {
    const found = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
    return { form: 'bad-json', complaint: `expected a JSON object, found ${found}` };
  }
  return { form: 'webhook', fields: value, webhook: understand(value) };
};

/** A GET carries objects as JSON text (voice-webhooks.md §1); conditions and templates of an NCCO look inside them. */
const nested = (fields: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' && /^[{[]/.test(value) ? (parseJson(value) ?? value) : value,
    ]),
  );
