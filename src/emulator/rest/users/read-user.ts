import { isJsonObject, type Json, type JsonObject } from '../../../vonage/json.ts';
import type { InvalidParameter } from '../problem.ts';

/** What a user can be given beside a name (rtc-events.md §7). */
export type UserProfile = JsonObject;

export type ReadUser =
  | { readonly ok: true; readonly name: string | undefined; readonly profile: UserProfile }
  | { readonly ok: false; readonly invalid: readonly InvalidParameter[] };

const isText = (value: Json): boolean => typeof value === 'string';
const isTextOrNull = (value: Json): boolean => value === null || isText(value);

const FIELDS: Readonly<Record<string, readonly [isGood: (value: Json) => boolean, must: string]>> = {
  name: [isTextOrNull, 'be a string'],
  display_name: [isTextOrNull, 'be a string'],
  image_url: [isTextOrNull, 'be a string'],
  properties: [isJsonObject, 'be an object'],
  channels: [
    (value) => isJsonObject(value) && Object.values(value).every(Array.isArray),
    'be an object of arrays',
  ],
};

/** Reads the body of POST and PATCH; what is not known is left out (U). */
export const readUser = (body: JsonObject): ReadUser => {
  const given = Object.entries(FIELDS).flatMap(([field, rule]) => {
    const value = Object.hasOwn(body, field) ? body[field] : undefined;
    return value === undefined ? [] : [{ field, value, rule }];
  });
  const invalid = given
    .filter(({ value, rule: [isGood] }) => !isGood(value))
    .map(({ field, rule: [, must] }) => ({ name: field, reason: `"${field}" must ${must}` }));
  if (invalid.length > 0) return { ok: false, invalid };
  const { name, ...profile } = Object.fromEntries(given.map(({ field, value }) => [field, value]));
  return { ok: true, name: typeof name === 'string' && name !== '' ? name : undefined, profile };
};
