import { isJsonObject, type Json, type JsonObject } from '../../../vonage/json.ts';
import type { ConversationCallback } from '../../conversation.ts';
import type { InvalidParameter } from '../problem.ts';

export type ReadConversation =
  | {
      readonly ok: true;
      readonly name: string | undefined;
      readonly profile: JsonObject;
      readonly callback: ConversationCallback | undefined;
    }
  | { readonly ok: false; readonly invalid: readonly InvalidParameter[] };

/** A text of at most so many characters; null is as good as none. */
const textUpTo =
  (most: number) =>
  (value: Json): string | undefined => {
    if (value === null) return undefined;
    if (typeof value !== 'string') return 'must be a string';
    return value.length > most ? `length must be less than or equal to ${most} characters long` : undefined;
  };

const object = (value: Json): string | undefined => (isJsonObject(value) ? undefined : 'must be an object');

/** More types in one mask are refused. */
const LONGEST_MASK = 200;

const callbackFault = (value: Json): string | undefined => {
  if (value === null) return undefined;
  if (!isJsonObject(value)) return 'must be an object';
  const { url, method = 'POST', event_mask: mask = '', params = {} } = value;
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return 'must have a url';
  if (method !== 'POST' && method !== 'GET') return 'must have the method POST or GET';
  if (typeof mask !== 'string' || mask.length > LONGEST_MASK)
    return `must have an event_mask of at most ${LONGEST_MASK} characters`;
  return isJsonObject(params) ? undefined : 'must have params that are an object';
};

/** A callback whose parts were looked at. */
const callbackFrom = (value: Json | undefined): ConversationCallback | undefined => {
  if (!isJsonObject(value)) return undefined;
  const { url, method, event_mask: mask, params } = value;
  return {
    url: String(url),
    method: method === 'GET' ? 'GET' : 'POST',
    types: String(mask ?? '')
      .split(',')
      .map((type) => type.trim())
      .filter((type) => type !== ''),
    params: isJsonObject(params) ? params : undefined,
    given: value,
  };
};

/** What POST and PUT take (rtc-events.md §1, §7), and what is wrong with a value. */
const FIELDS: Readonly<Record<string, (value: Json) => string | undefined>> = {
  name: textUpTo(100),
  display_name: textUpTo(50),
  image_url: textUpTo(2048),
  properties: object,
  callback: callbackFault,
};

/** Reads the body of POST and PUT; what is not known is left out (U). */
export const readConversation = (body: JsonObject): ReadConversation => {
  const given = Object.keys(FIELDS).filter((field) => Object.hasOwn(body, field));
  const invalid = given.flatMap((name) => {
    const fault = FIELDS[name]!(body[name]!);
    return fault === undefined ? [] : [{ name, reason: `"${name}" ${fault}` }];
  });
  if (invalid.length > 0) return { ok: false, invalid };
  const { name, callback, ...profile } = Object.fromEntries(given.map((field) => [field, body[field]!]));
  return {
    ok: true,
    name: typeof name === 'string' && name !== '' ? name : undefined,
    profile,
    callback: callbackFrom(callback),
  };
};

/** `numbers` would have to do something: a conversation that answers calls. */
export const NOT_EMULATED_FIELDS = ['numbers'] as const;
