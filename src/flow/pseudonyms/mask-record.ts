import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';
import { maskJson } from '../mask.ts';
import { keptBytes } from '../recorded/kept-bytes.ts';
import { ID_FIELDS } from '../redact/field-paths.ts';
import { maskedText } from './masked-text.ts';
import type { People } from './people.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** Gives a line of a record with other numbers and names, so that it can be given away. */
export type RecordMask = (record: JsonObject) => JsonObject;

/**
 * Masks records of which `people` are known: the same number is the same other number in all of them. Ids and times stay, so that
 * they are filed, understood and sent again as before.
 */
export const recordMask =
  (people: People, pseudonyms: Pseudonyms): RecordMask =>
  (record) => {
    const value = (given: Json, key: string): Json => {
      if (typeof given === 'string')
        return STRUCTURE.has(key) ? given : maskedText(given, people, pseudonyms);
      if (typeof given === 'number')
        return people.numbers.has(String(given)) ? Number(pseudonyms.number(String(given))) : given;
      if (Array.isArray(given)) return given.map((item) => value(item, key));
      return isJsonObject(given) ? members(given) : given;
    };
    const members = (object: JsonObject): JsonObject =>
      Object.fromEntries(
        Object.entries(object).map(([name, member]) => [
          FIELDS.has(name) ? name : maskedText(name, people, pseudonyms),
          value(member, name),
        ]),
      );
    const part = (given: JsonObject): JsonObject => {
      const { body, form, ...rest } = given;
      const masked = members(rest);
      if (body === undefined || form === undefined) return masked;
      const other = form === 'base64' ? silence(given) : value(maskJson(body), '');
      const isSame = JSON.stringify([other, masked['raw']]) === JSON.stringify([body, given['raw']]);
      return isSame
        ? { ...masked, form, body }
        : { ...changed(masked, form === 'json' ? JSON.stringify(other) : other), form, body: other };
    };
    return Object.fromEntries(
      Object.entries(withoutFile(record)).map(([name, member]) => [
        name,
        FRAME.has(name)
          ? member
          : (name === 'request' || name === 'reply') && isJsonObject(member)
            ? part(member)
            : value(member, name),
      ]),
    );
  };

/** Where on this machine a push is kept is of no use to others, and its path has names in it. */
const withoutFile = (record: JsonObject): JsonObject => {
  if (record['type'] !== 'platform') return record;
  const { file: _file, ...kept } = record;
  return kept;
};

/** What is said of bytes that are others now. */
const changed = (part: JsonObject, body: Json): JsonObject => {
  const { raw: _raw, sha256: _sha256, ...kept } = part;
  return 'bytes' in kept && typeof body === 'string' ? { ...kept, bytes: utf8.encode(body).length } : kept;
};

const utf8 = new TextEncoder();

/** Bytes that are no text may be somebody's voice: as many are left, and nothing of them. */
const silence = (part: JsonObject): string => btoa('\0'.repeat(keptBytes(part).length));

/** What a line is filed by. */
const FRAME: ReadonlySet<string> = new Set([
  ...[
    'v',
    'type',
    'at',
    'source',
    'name',
    'id',
    'flow',
    'leg',
    'call',
    'conversation',
    'conversations',
    'startedAt',
  ],
]);

/** Words of the protocol and of our own: a user who is called like one does not change them. */
const STRUCTURE: ReadonlySet<string> = new Set([
  ...['type', 'action', 'status', 'direction', 'event', 'kind', 'form', 'method', 'by', 'ncco', 'actions'],
  ...['slot', 'target', 'step', 'state', 'time', 'timestamp', 'via', 'sha256', 'contentType', 'content-type'],
  ...ID_FIELDS,
  ...['start_time', 'end_time', 'price', 'rate', 'duration', 'network', 'answeredAt', 'endedAt', 'channel'],
]);

/** What a record is understood by: a user who is called like such a field does not change it. Other keys may be names. */
const FIELDS: ReadonlySet<string> = new Set([
  ...FRAME,
  ...STRUCTURE,
  ...[
    'request',
    'reply',
    'headers',
    'path',
    'query',
    'body',
    'raw',
    'signature',
    'forward',
    'problems',
    'url',
  ],
  ...[
    'from',
    'to',
    'number',
    'user',
    'from_user',
    'to_user',
    'users',
    'user_name',
    'username',
    'display_name',
  ],
  ...['who', 'uri', 'text', 'digits', 'dtmf', 'speech', 'results', 'reason', 'detail', 'endpoint'],
]);
