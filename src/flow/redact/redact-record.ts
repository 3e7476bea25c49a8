import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';
import { MASK } from '../mask.ts';
import { keptBytes } from '../recorded/kept-bytes.ts';
import type { Found, Redaction } from './redaction.ts';

/** What of an exchange's record holds words of others, beside its request and reply. */
const TEXTS = ['from', 'to', 'complaint', 'problems', 'remarks', 'signature', 'forward'] as const;

/** The record of an exchange without the fields that the config names; `redacted` says that there were any. */
export const redactExchange = (record: JsonObject, redaction: Redaction): JsonObject => {
  const found: Found = new Set();
  const request = requestWithout(objectIn(record, 'request'), redaction, found);
  const reply = bodyWithout(objectIn(record, 'reply'), redaction, found);
  const texts = Object.fromEntries(TEXTS.map((name) => [name, record[name]])) as JsonObject;
  const kept: JsonObject = {
    ...record,
    ...(redaction.without(redaction.value(texts, found), found) as JsonObject),
    request: marked(objectIn(record, 'request'), redaction.without(request, found) as JsonObject),
    reply: marked(objectIn(record, 'reply'), redaction.without(reply, found) as JsonObject),
  };
  const isSame = Object.entries(kept).every(([name, value]) => value === record[name]);
  return isSame ? record : { ...kept, redacted: true };
};

/** What a line that is no exchange says of people, without the fields that the config names. */
export const redactNotice = (record: JsonObject, redaction: Redaction): JsonObject => {
  if (OF_THE_RUN.has(String(record['type']))) return record;
  const found: Found = new Set();
  const fields = Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => !FRAME.has(name))
      .map(([name, value]): [string, Json] => [
        name,
        isNamedElsewhere(record, name, redaction)
          ? MASK
          : name === 'reply' && isJsonObject(value)
            ? bodyWithout(value, redaction, found)
            : value,
      ]),
  );
  const kept = redaction.without(redaction.value(fields, found), found) as JsonObject;
  const { reply } = kept;
  const told = isJsonObject(reply) ? { ...kept, reply: marked(objectIn(record, 'reply'), reply) } : kept;
  return sameMembers(record, told) ? record : { ...record, ...told };
};

/** What an emulator tells under another name than webhooks do: a member or its user is one of the parties, keys are an input. */
const AS_IN_WEBHOOKS: ReadonlyMap<string, (value: Json) => JsonObject> = new Map(
  Object.entries<(value: Json) => JsonObject>({
    who: (value) => ({ from: value, to: value }),
    user: (value) => ({ from: value, to: value }),
    'keys-pressed keys': (value) => ({ dtmf: { digits: value } }),
    'words-spoken text': (value) => ({ speech: { results: [{ text: value }] } }),
  }),
);

const isNamedElsewhere = (record: JsonObject, name: string, redaction: Redaction): boolean => {
  if (record['type'] !== 'platform') return false;
  const value = record[name];
  const inWebhook = (AS_IN_WEBHOOKS.get(name) ?? AS_IN_WEBHOOKS.get(`${String(record['name'])} ${name}`))?.(
    value ?? '',
  );
  return inWebhook !== undefined && redaction.value(inWebhook, new Set()) !== inWebhook;
};

/** Lines that speak of this run only. */
const OF_THE_RUN: ReadonlySet<string> = new Set(['ready', 'reachable', 'command', 'closing', 'closed']);

/** What a line is filed by. */
const FRAME: ReadonlySet<string> = new Set([
  ...['v', 'type', 'at', 'source', 'name', 'flow', 'number', 'leg', 'call', 'conversation', 'conversations'],
  ...['exchange', 'socket', 'state', 'tunnel', 'startedAt', 'bodySha256', 'eventId'],
]);

const objectIn = (record: JsonObject, name: string): JsonObject => {
  const part = record[name];
  return isJsonObject(part) ? part : {};
};

const requestWithout = (request: JsonObject, redaction: Redaction, found: Found): JsonObject => {
  const { query } = request;
  const kept = bodyWithout(request, redaction, found);
  const headers = objectIn(request, 'headers');
  const named = Object.keys(headers).filter((name) => redaction.names(name));
  const shown = typeof query === 'string' ? redaction.text(query, found) : query;
  if (named.length === 0 && shown === query) return kept;
  return {
    ...kept,
    ...(shown !== undefined && { query: shown }),
    headers: { ...headers, ...Object.fromEntries(named.map((name) => [name, MASK])) },
  };
};

const lenientUtf8 = new TextDecoder();

/** Of bytes that are no text what is legible is looked at: base64 would only hide it. */
const bodyWithout = (part: JsonObject, redaction: Redaction, found: Found): JsonObject => {
  const { body, raw } = part;
  if (body === undefined) return part;
  if (part['form'] === 'base64') {
    const legible = lenientUtf8.decode(keptBytes(part));
    const kept = redaction.without(redaction.text(legible, found), found);
    return kept === legible || kept === undefined ? part : { ...part, form: 'text', body: kept };
  }
  const kept = redaction.value(body, found);
  // A field that stands there twice is in the body but once.
  const text = typeof raw === 'string' ? redaction.text(raw, found) : raw;
  if (text !== raw && text !== undefined) return { ...part, body: kept ?? body, raw: text };
  return kept === body || kept === undefined ? part : { ...part, body: kept };
};

/**
 * Says of a body that is another now that its bytes cannot be had back. Its hash goes, too: of a body of which all else is known
 * it would tell a phone number to whoever tries them all.
 */
const marked = (before: JsonObject, after: JsonObject): JsonObject => {
  if (before['body'] === after['body'] && before['raw'] === after['raw'])
    return sameMembers(before, after) ? before : after;
  const { raw: _raw, sha256: _sha256, ...kept } = after;
  return { ...kept, masked: true };
};

const sameMembers = (before: JsonObject, after: JsonObject): boolean =>
  Object.entries(after).every(([name, value]: [string, Json]) => value === before[name]);
