import { type ParseError, type ParseErrorCode, parseTree } from 'jsonc-parser';
import type { Json, JsonObject } from '../vonage/json.ts';
import {
  DEEPEST_NESTING,
  type Document,
  MOST_PROBLEMS,
  type ParsedDocument,
  type Path,
  type TextProblem,
} from './document.ts';
import { duplicateKey } from './duplicate-key.ts';
import {
  BACKSLASH,
  CLOSE_LIST,
  CLOSE_OBJECT,
  NEW_LINE,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  RETURN,
  SPACE,
} from './json-codes.ts';
import { jsonComplaint } from './json-complaint.ts';
import { type JsonName, type JsonPlace, jsonPlaces, nameAt, partAt } from './json-places.ts';
import type { Range, SourceText } from './source-text.ts';

/**
 * Reads strict JSON: comments and commas at the end are faults that say so, and so are duplicate names.
 * `JSON.parse` does the work; positions are found when the first one is asked for.
 */
export const parseJsonDocument = (source: SourceText): ParsedDocument => {
  const { text } = source;
  let value: Json;
  try {
    // JSON.parse gives nothing but JSON values, or throws.
    value = JSON.parse(text) as Json;
  } catch (error) {
    return refusal(complaints(source, error));
  }
  const isSimple = hasNoDuplicates(text, value);
  const tooDeep = isSimple ? undefined : tooDeepAt(text);
  if (tooDeep) return refusal([tooDeep]);
  let places: JsonPlace | undefined;
  const root = (): JsonPlace => {
    places ??= jsonPlaces(text);
    return places;
  };
  const document: Document & { readonly ok: true } = {
    ok: true,
    source,
    value,
    rangeOf: (path) => rangeOfPlace(nearestPlace(root(), path)),
    keyRangeOf: (path) => keyRange(root(), path),
  };
  const duplicates = isSimple ? [] : duplicateNames(source, root());
  return duplicates.length > 0 ? { ...refusal(duplicates), readable: document } : document;
};

const refusal = (problems: readonly TextProblem[]): ParsedDocument & { readonly ok: false } => {
  const [first, ...others] = problems;
  // Every caller has one at least.
  return { ok: false, problems: [first!, ...others.slice(0, MOST_PROBLEMS - 1)] };
};

const rangeOfPlace = ({ start, end }: JsonPlace | JsonName): Range => ({ start, end });

const nearestPlace = (root: JsonPlace, path: Path): JsonPlace => {
  let place = root;
  for (const step of path) {
    const part = partAt(place, step);
    if (!part) return place;
    place = part;
  }
  return place;
};

/** Only of what exists: a path that does not ends at its parent, whose own name is not the one that was asked for. */
const keyRange = (root: JsonPlace, path: Path): Range => {
  let place = root;
  let name: JsonName | undefined;
  for (const step of path) {
    const part = partAt(place, step);
    if (!part) return rangeOfPlace(place);
    name = nameAt(place, step);
    place = part;
  }
  return rangeOfPlace(name ?? place);
};

/** Brackets alone decide, so that a text need not be JSON to be measured. The tree's reader is recursive. */
const tooDeepAt = (text: string): TextProblem | undefined => {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE || code === NEW_LINE || code === RETURN) isInString = false;
    } else if (code === QUOTE) isInString = true;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) depth += 1;
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
    if (depth > DEEPEST_NESTING) {
      return {
        message: `nested deeper than ${DEEPEST_NESTING} levels`,
        range: { start: at, end: at + 1 },
        kind: 'too-deep',
      };
    }
  }
  return undefined;
};

/**
 * A quick and certain yes: a name that JSON.parse dropped is one that the text has and the value has not. Of a text
 * with quotes and colons inside its strings there may be no certain answer.
 */
const hasNoDuplicates = (text: string, value: Json): boolean => namesWritten(text) === namesIn(value, 0);

/** Colons behind a quote: all names, and what looks like one inside a string. */
const namesWritten = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) <= SPACE) before -= 1;
    if (text.charCodeAt(before) === QUOTE) count += 1;
  }
  return count;
};

/** Not a number when the value is nested too deep to be walked. */
const namesIn = (value: Json, depth: number): number => {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth >= DEEPEST_NESTING) return Number.NaN;
  let count = 0;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) count += namesIn(value[index], depth + 1);
    return count;
  }
  // What JSON.parse makes has no names but its own.
  for (const name in value) count += 1 + namesIn((value as JsonObject)[name]!, depth + 1);
  return count;
};

const duplicateNames = (source: SourceText, root: JsonPlace): readonly TextProblem[] => {
  const problems: TextProblem[] = [];
  const look = ({ names, parts }: JsonPlace): void => {
    const first = new Map<string, JsonName>();
    for (const [index, part] of parts.entries()) {
      const name = names?.[index];
      const earlier = name && first.get(name.text);
      if (name && earlier) {
        problems.push(duplicateKey(source, name.text, rangeOfPlace(earlier), rangeOfPlace(name)));
      } else if (name) first.set(name.text, name);
      look(part);
    }
  };
  look(root);
  return problems;
};

/** What the tolerant reader stumbled over: each comment and each last comma, and the first fault of another kind. */
const complaints = (source: SourceText, error: unknown): readonly TextProblem[] => {
  const { text } = source;
  const tooDeep = tooDeepAt(text);
  if (tooDeep) return [tooDeep];
  if (text.trim() === '') return [{ message: 'the text is empty', range: { start: 0, end: 0 } }];
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const problems: TextProblem[] = [];
  for (const { error: code, offset, length } of errors) {
    const { message, range, isSlight } = jsonComplaint(text, code as ParseErrorCode, {
      start: offset,
      end: offset + length,
    });
    const last = problems.at(-1);
    // A last comma is reported twice by the tolerant reader: as a name, and as a value that is missing.
    if (last?.range.start !== range.start) problems.push({ message, range });
    if (!isSlight) break;
  }
  if (problems.length > 0) return problems;
  const words = error instanceof Error ? error.message : String(error);
  return [{ message: `not JSON: ${words}`, range: { start: 0, end: Math.min(1, text.length) } }];
};
