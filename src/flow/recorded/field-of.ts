import { isJsonObject, type JsonObject } from '../../vonage/json.ts';

/** A text in a record; undefined when it is none. */
export const textAt = (object: JsonObject, name: string): string | undefined => {
  const value = object[name];
  return typeof value === 'string' ? value : undefined;
};

/** A number in a record; undefined when it is none. */
export const numberAt = (object: JsonObject, name: string): number | undefined => {
  const value = object[name];
  return typeof value === 'number' ? value : undefined;
};

/** An object in a record; an empty one when there is none. */
export const objectAt = (object: JsonObject, name: string): JsonObject => {
  const value = object[name];
  return isJsonObject(value) ? value : {};
};

/** The texts of a list in a record; none when there is no list. */
export const textsAt = (object: JsonObject, name: string): readonly string[] => {
  const value: unknown = object[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
};

/** A time in a record, in milliseconds since 1970; undefined when it is none. */
export const timeAt = (object: JsonObject, name: string): number | undefined => {
  const at = Date.parse(textAt(object, name) ?? '');
  return Number.isNaN(at) ? undefined : at;
};
