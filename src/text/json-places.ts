import {
  BACKSLASH,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  SPACE,
} from './json-codes.ts';

/** Where a value of a JSON text is written, and its parts. */
export interface JsonPlace {
  readonly start: number;
  readonly end: number;
  /** The values of a list or an object, in the order of the text. */
  readonly parts: readonly JsonPlace[];
  /** The names of an object, as long as `parts`; undefined for everything else. */
  readonly names: readonly JsonName[] | undefined;
}

export interface JsonName {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const NO_PARTS: readonly JsonPlace[] = [];

/**
 * Finds the places of all values of a text that `JSON.parse` has accepted and that is not nested too deep: nothing is
 * checked again, which makes this several times as fast as a reader that could meet any text.
 */
export const jsonPlaces = (text: string): JsonPlace => {
  let at = 0;

  // The only characters below the space that JSON has outside strings are white space.
  const skipSpace = (): void => {
    while (text.charCodeAt(at) <= SPACE) at += 1;
  };

  const skipString = (): void => {
    at += 1;
    for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(at))
      at += code === BACKSLASH ? 2 : 1;
    at += 1;
  };

  const skipWord = (): void => {
    for (let code = text.charCodeAt(at); at < text.length; code = text.charCodeAt(at)) {
      if (code === COMMA || code === CLOSE_LIST || code === CLOSE_OBJECT || code <= SPACE) return;
      at += 1;
    }
  };

  const readName = (): JsonName => {
    const start = at;
    skipString();
    const raw = text.slice(start + 1, at - 1);
    const name = raw.includes('\\') ? (JSON.parse(text.slice(start, at)) as string) : raw;
    return { text: name, start, end: at };
  };

  const readParts = (close: number, names: JsonName[] | undefined): readonly JsonPlace[] => {
    const parts: JsonPlace[] = [];
    at += 1;
    skipSpace();
    while (text.charCodeAt(at) !== close) {
      if (names) {
        names.push(readName());
        skipSpace();
        if (text.charCodeAt(at) === COLON) at += 1;
      }
      parts.push(readValue());
      skipSpace();
      if (text.charCodeAt(at) === COMMA) at += 1;
      skipSpace();
    }
    at += 1;
    return parts;
  };

  const readValue = (): JsonPlace => {
    skipSpace();
    const start = at;
    const code = text.charCodeAt(at);
    let parts = NO_PARTS;
    let names: JsonName[] | undefined;
    if (code === QUOTE) skipString();
    else if (code === OPEN_LIST) parts = readParts(CLOSE_LIST, undefined);
    else if (code === OPEN_OBJECT) {
      names = [];
      parts = readParts(CLOSE_OBJECT, names);
    } else skipWord();
    return { start, end: at, parts, names };
  };

  return readValue();
};

/** The part at one step of a path. Of two with one name the last one counts, as for `JSON.parse`. */
export const partAt = (place: JsonPlace, step: string | number): JsonPlace | undefined => {
  const index = place.names ? indexOfName(place.names, step) : Number(step);
  return place.parts[index];
};

/** Where the name of the part at one step of a path is. */
export const nameAt = (place: JsonPlace, step: string | number): JsonName | undefined =>
  place.names?.[indexOfName(place.names, step)];

/** Up to so many names are looked through; for more an index is made at the first question. */
const FEW_NAMES = 50;

const indexes = new WeakMap<readonly JsonName[], ReadonlyMap<string, number>>();

const indexOfName = (names: readonly JsonName[], step: string | number): number => {
  if (names.length > FEW_NAMES) {
    const index = indexes.get(names) ?? new Map(names.map(({ text }, position) => [text, position]));
    indexes.set(names, index);
    return index.get(String(step)) ?? -1;
  }
  for (let index = names.length - 1; index >= 0; index -= 1) if (names[index]!.text === step) return index;
  return -1;
};
