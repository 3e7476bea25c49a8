import { isJsonObject, type Json, type JsonObject } from '../../../vonage/json.ts';
import type { InvalidParameter } from '../problem.ts';

export type ReadConversation =
  | { readonly ok: true; readonly name: string | undefined; readonly profile: JsonObject }
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

/** What POST and PUT take (rtc-events.md §1, §7), and what is wrong with a value. */
const FIELDS: Readonly<Record<string, (value: Json) => string | undefined>> = {
  name: textUpTo(100),
  display_name: textUpTo(50),
  image_url: textUpTo(2048),
  properties: object,
};

/** Reads the body of POST and PUT; what is not known is left out (U). */
export const readConversation = (body: JsonObject): ReadConversation => {
  const given = Object.keys(FIELDS).filter((field) => Object.hasOwn(body, field));
  const invalid = given.flatMap((name) => {
    const fault = FIELDS[name]!(body[name]!);
    return fault === undefined ? [] : [{ name, reason: `"${name}" ${fault}` }];
  });
  if (invalid.length > 0) return { ok: false, invalid };
  const { name, ...profile } = Object.fromEntries(given.map((field) => [field, body[field]!]));
  return { ok: true, name: typeof name === 'string' && name !== '' ? name : undefined, profile };
};

/** `numbers` and `callback` would have to do something: a conversation that answers calls, events of its own. */
export const NOT_EMULATED_FIELDS = ['numbers', 'callback'] as const;
