import { replaceWord } from '../../text/replace-word.ts';
import { longestFirst, spellingsOf } from '../../text/spellings-of.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../../vonage/json.ts';
import { isParameters } from '../is-parameters.ts';
import { MASK } from '../mask.ts';
import { type QuotedFields, quotedFields } from '../quoted-fields.ts';
import { isTooDeep } from '../too-deep.ts';
import { along, type Crossing, crossingsOf, isNeeded, segmentsOf, type Way } from './field-paths.ts';

/**
 * Takes the fields that the config names (`redact`) out of what is written. Texts and numbers become `***`, lists and objects
 * keep their shape. What stood there is taken out of the other texts of the record too, and a phone number also out of
 * later records of the run: a caller's number comes again as the name of a member, or in an NCCO that greets with it.
 */
export interface Redaction {
  /** False when no field is named: then nothing is to be done. */
  readonly isOn: boolean;
  /** Names other fields from now on, for an edit of the config. */
  use(fields: readonly string[]): void;
  /** A value without the fields. Gives the same value when there were none. */
  value(value: Json | undefined, found: Found): Json | undefined;
  /** A query, a form or an address with a query, without the fields; and text that holds JSON. */
  text(text: string, found: Found): string;
  /** Whether a header, or another thing with a name, is such a field. */
  names(name: string): boolean;
  /** A value without what was found before, in whatever text it stands. */
  without(value: Json | undefined, found: Found): Json | undefined;
  /** Fields that nothing had so far; none before there was anything. */
  unmatched(): readonly string[];
}

/** Texts that stood in the fields of one record. */
export type Found = Set<string>;

/** A word of less is found anywhere by chance. */
const SHORTEST_WORD = 4;

/** Phone numbers that are remembered; the oldest is forgotten. */
const NUMBERS_KEPT = 10_000;

/** What else is taken out of the texts of one record, and how long it may be: a hostile record must not cost seconds. */
const WORDS_KEPT = 100;
const LONGEST_WORD = 4096;

/** Alone, or behind a sign that is written as `%2B`. */
const NUMBER = /(?:(?<![\w-])|(?<=%[\dA-Fa-f]{2}))\d{7,15}(?![\w-])/g;
/** Tells nobody of people, and the record hangs together by it: `from` of an RTC event is the id of a member. */
const ID = /^(?:[A-Z]{3}-)?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** A parameter of a query or of a form. */
const PARAMETER = /(^|[?&;])([^=&?#\s"'<>]{1,200})=([^&#\s"'<>]*)/g;
const WHOLE_PARAMETER = /(^|[?&])([^=&?#]{1,200})=([^&#]*)/g;

/** @param fields their paths; none: nothing is taken out */
export const makeRedaction = (fields: readonly string[]): Redaction => {
  let root: Crossing = crossingsOf(fields);
  let named = fields;
  let quoted = quotedNames(fields);
  let hasLooked = false;
  const matched = new Set<string>();
  const numbers = new Set<string>();

  const keep = (text: string, found: Found): void => {
    if (text === '' || text === MASK) return;
    for (const [number] of text.matchAll(NUMBER)) {
      if (numbers.size >= NUMBERS_KEPT) numbers.delete(numbers.values().next().value ?? '');
      numbers.add(number);
    }
    if (text.length < SHORTEST_WORD || text.length > LONGEST_WORD) return;
    for (const spelled of spellingsOf(text)) if (found.size < WORDS_KEPT) found.add(spelled);
  };

  /** Everything in a field that is named. */
  const gone = (value: Json | undefined, found: Found): Json | undefined => {
    if (typeof value === 'string' && ID.test(value)) return value;
    if (typeof value === 'string' || typeof value === 'number') {
      keep(String(value), found);
      return value === '' ? value : MASK;
    }
    if (Array.isArray(value)) return value.map((item) => gone(item, found) as Json);
    if (!isJsonObject(value)) return value;
    return mapped(value, (_name, member) => gone(member, found));
  };

  const walk = (value: Json | undefined, way: Way, found: Found): Json | undefined => {
    if (typeof value === 'string') return inText(value, found);
    if (Array.isArray(value)) {
      const items = value.map((item) => walk(item, way, found) as Json);
      return items.every((item, at) => item === value[at]) ? value : items;
    }
    if (!isJsonObject(value)) return value;
    return mapped(value, (name, member) => {
      const on = along(root, way, name);
      if (on.ends === undefined) return walk(member, on.way, found);
      matched.add(on.ends);
      return gone(member, found);
    });
  };

  const inText = (text: string, found: Found): string => {
    const json = /^\s{0,8}[[{]/.test(text) && !isTooDeep(text) ? parseJson(text) : undefined;
    const bare = walk(json, [], found);
    if (bare !== json) return JSON.stringify(bare);
    const each = isParameters(text) ? WHOLE_PARAMETER : PARAMETER;
    const kept = text.includes('=')
      ? text.replace(each, (whole, before: string, name: string, value: string) => {
          const other = parameter(name, value, found);
          return other === undefined ? whole : `${before}${name}=${other}`;
        })
      : text;
    return quoted(kept, ({ name, value }) => {
      const path = named.find((one) => segmentsOf(one).at(-1) === name);
      if (path !== undefined) matched.add(path);
      keep(value, found);
      return MASK;
    });
  };

  /** The value of a parameter without the fields; undefined when it holds none. */
  const parameter = (name: string, value: string, found: Found): string | undefined => {
    if (value === '') return undefined;
    let way: Way = [];
    for (const segment of unescaped(name).split(/[[\].]+/)) {
      if (segment === '' || /^\d+$/.test(segment)) continue;
      const on = along(root, way, segment);
      if (on.ends !== undefined) {
        matched.add(on.ends);
        const bare = unescaped(value);
        return gone(objectOf(value) ?? bare, found) === bare ? undefined : MASK;
      }
      way = on.way;
    }
    const before = objectOf(value);
    const after = walk(before, way, found);
    return after === before ? undefined : encodeURIComponent(JSON.stringify(after));
  };

  const without = (value: Json | undefined, words: readonly string[]): Json | undefined => {
    if (typeof value === 'string') return textWithout(value, words);
    if (typeof value === 'number') return value > 1e9 && numbers.has(String(value)) ? MASK : value;
    if (Array.isArray(value)) {
      const items = value.map((item) => without(item, words) as Json);
      return items.every((item, at) => item === value[at]) ? value : items;
    }
    return isJsonObject(value)
      ? mapped(value, (name, member) => (isNeeded(name) ? member : without(member, words)))
      : value;
  };

  /** First the words, for a number may be a part of one. */
  const textWithout = (text: string, words: readonly string[]): string => {
    if (text.length < SHORTEST_WORD) return text;
    let kept = text;
    for (const word of words) {
      if (kept === word) return MASK;
      if (kept.includes(word)) kept = replaceWord(kept, word, MASK);
    }
    return kept.replace(NUMBER, (number) => (numbers.has(number) ? MASK : number));
  };

  return {
    get isOn() {
      return named.length > 0;
    },
    use: (next) => {
      named = next;
      root = crossingsOf(next);
      quoted = quotedNames(next);
    },
    value: (value, found) => {
      hasLooked = true;
      return walk(value, [], found);
    },
    text: inText,
    names: (name) => {
      const { ends } = along(root, [], name);
      if (ends !== undefined) matched.add(ends);
      return ends !== undefined;
    },
    without: (value, found) => without(value, longestFirst(found)),
    unmatched: () => (hasLooked ? named.filter((path) => !matched.has(path)) : []),
  };
};

const quotedNames = (paths: readonly string[]): QuotedFields =>
  quotedFields(paths.map((path) => (segmentsOf(path).at(-1) ?? '').replaceAll(/[^\w-]/g, '\\$&')).join('|'));

/** Objects stand in a query as JSON (voice-webhooks.md §1). */
const objectOf = (value: string): Json | undefined => {
  const text = /^(?:\{|\[|%7B|%5B)/i.test(value) ? unescaped(value) : '';
  return isTooDeep(text) ? undefined : parseJson(text);
};

/** The object with other members; the same one when none is another. */
const mapped = (
  object: JsonObject,
  change: (name: string, member: Json | undefined) => Json | undefined,
): JsonObject => {
  let changed: [string, Json | undefined][] | undefined;
  const entries = Object.entries(object);
  for (const [at, [name, member]] of entries.entries()) {
    const next = change(name, member);
    if (next !== member) changed ??= entries.slice(0, at);
    changed?.push([name, next]);
  }
  return changed === undefined ? object : (Object.fromEntries(changed) as JsonObject);
};

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};
