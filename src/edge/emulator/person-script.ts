import type { PersonScript, Reaction, Saying } from '../../emulator/script.ts';
import { isKeys } from '../../emulator/timed-words.ts';
import type { Json, JsonObject } from '../../vonage/json.ts';
import {
  given,
  listFrom,
  numberBetween,
  objectOf,
  optional,
  refusal,
  secondsOf,
  textOf,
} from './script-form.ts';

/** What a script may say of anybody who hears an NCCO. */
export const PERSON_NAMES = ['press', 'say', 'reactions'] as const;

/** Reads what a person presses and says. @throws Failure that names what does not fit */
export const readPerson = (where: string, { press, say, reactions }: JsonObject): PersonScript =>
  given({
    press: optional(press, (value) => listFrom(`${where}press`, value, shortKeysOf)),
    say: optional(say, (value) => listFrom(`${where}say`, value, readSaying)),
    reactions: optional(reactions, (value) => listFrom(`${where}reactions`, value, readReaction)),
  }) as PersonScript;

const keysOf = (where: string, value: Json): string => {
  if (typeof value === 'string' && /^[0-9*#w]*$/.test(value)) return value;
  throw refusal(`${where} is a text of keys 0-9, * and #, and w to wait`);
};

/** Keys that may have a time of their own. */
const shortKeysOf = (where: string, value: Json): string =>
  typeof value === 'string' && isKeys(value) ? value : keysOf(where, value);

const readReaction = (where: string, value: Json): Reaction => {
  const { press, say, at } = objectOf(where, value, ['press', 'say', 'at']);
  if ((press === undefined) === (say === undefined)) throw refusal(`${where} has either press or say`);
  const when = given({ at: optional(at, (seconds) => secondsOf(`${where}.at`, seconds)) });
  return press !== undefined
    ? { press: keysOf(`${where}.press`, press), ...when }
    : { say: readSaying(`${where}.say`, say as Json), ...when };
};

const SAYING_NAMES = ['text', 'confidence', 'afterSeconds', 'lastsSeconds', 'alternatives', 'error'];

const readSaying = (where: string, value: Json): string | Saying => {
  if (typeof value === 'string') return value;
  const { text, confidence, afterSeconds, lastsSeconds, alternatives, error } = objectOf(
    where,
    value,
    SAYING_NAMES,
  );
  return given({
    text: textOf(`${where}.text`, text),
    confidence: optional(confidence, (one) => numberBetween(`${where}.confidence`, one, 0, 1)),
    afterSeconds: optional(afterSeconds, (one) => secondsOf(`${where}.afterSeconds`, one)),
    lastsSeconds: optional(lastsSeconds, (one) => secondsOf(`${where}.lastsSeconds`, one)),
    alternatives: optional(alternatives, (list) => listFrom(`${where}.alternatives`, list, readAlternative)),
    error: optional(error, (one) => textOf(`${where}.error`, one)),
  }) as Saying;
};

const readAlternative = (where: string, value: Json): NonNullable<Saying['alternatives']>[number] => {
  if (typeof value === 'string') return value;
  const { text, confidence } = objectOf(where, value, ['text', 'confidence']);
  return given({
    text: textOf(`${where}.text`, text),
    confidence: optional(confidence, (one) => numberBetween(`${where}.confidence`, one, 0, 1)),
  }) as { text: string; confidence?: number };
};
