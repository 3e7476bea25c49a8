import { badUsage, type Failure } from '../../failure.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { all } from '../../text/either.ts';
import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';

// The shapes that the script of a call is made of: each reader refuses what does not fit and says where.

/** The Failure for a script that makes no sense (exit code 2). */
export const refusal = (why: string): Failure =>
  badUsage({ what: 'This call cannot be placed', why, tryThis: 'see "Placing calls" in docs/emulator.md' });

/** An object with no other names than these: a slip in a name would change a call without a word. */
export const objectOf = (where: string, value: Json | undefined, names: readonly string[]): JsonObject => {
  if (!isJsonObject(value)) throw refusal(`${where} is an object with ${all(names)}`);
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown === undefined) return value;
  throw refusal(`${where} has no "${unknown}": ${didYouMean(unknown, names) ?? `it has ${all(names)}`}`);
};

/** One of some words. */
export const wordOf = <T extends string>(where: string, value: Json | undefined, words: readonly T[]): T => {
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  const meant = typeof value === 'string' ? didYouMean(value, words) : undefined;
  const found = value === undefined ? 'missing' : JSON.stringify(value);
  throw refusal(`${where} is ${found}: ${meant ?? `it is one of ${all(words)}`}`);
};

/** What may be left out. */
export const optional = <T>(value: Json | undefined, read: (value: Json) => T): T | undefined =>
  value === undefined ? undefined : read(value);

/** Any text, also an empty one. */
export const textOf = (where: string, value: Json | undefined): string => {
  if (typeof value !== 'string') throw refusal(`${where} is a text`);
  return value;
};

/** What is heard of a line: a word, or the path of a file, which is opened when it is to be heard. */
export const voiceOf = (where: string, value: Json): string => {
  const voice = textOf(where, value);
  if (voice === 'silence' || voice === 'tone' || /\.wav$/i.test(voice)) return voice;
  throw refusal(`${where} is silence, tone, or the path of a .wav file`);
};

/** Any JSON object. */
export const jsonObjectOf = (where: string, value: Json): JsonObject => {
  if (!isJsonObject(value)) throw refusal(`${where} is a JSON object`);
  return value;
};

/** Seconds from 0, with fractions. */
export const secondsOf = (where: string, value: Json): number => {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw refusal(`${where} is a number of seconds, from 0`);
};

/** A number from one to the other, both included. */
export const numberBetween = (where: string, value: Json, from: number, to: number): number => {
  if (typeof value === 'number' && value >= from && value <= to) return value;
  throw refusal(`${where} is a number from ${from} to ${to}`);
};

/** A list, each item read by `readItem`, which hears where it stands. */
export const listFrom = <T>(
  where: string,
  value: Json,
  readItem: (where: string, item: Json) => T,
): readonly T[] => {
  if (!Array.isArray(value)) throw refusal(`${where} is a list`);
  return (value as readonly Json[]).map((item, index) => readItem(`${where}[${index}]`, item));
};

/** Leaves out what was not given, as scripts do. */
export const given = <T extends object>(fields: T): { [N in keyof T]: Exclude<T[N], undefined> } =>
  // Only what is undefined is taken away.
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
