import type { Json } from '../vonage/json.ts';
import type { Document, Path } from './document.ts';
import { pathWords } from './path-words.ts';
import { type Range, sourceText } from './source-text.ts';

/** A document whose places are parts of a value. */
export interface ValueDocument extends Document {
  /** The part that a place is. */
  pathAt(place: number): Path;
}

/**
 * A document for a value that no text holds: a program made it. Places in it are the paths of its parts, in the order
 * in which a text would have them, and are shown as words (`nccos.menu[1].when`) rather than as lines.
 */
export const valueDocument = (name: string, value: Json): ValueDocument => {
  const parts: Path[] = [];
  const places = new Map<string, number>();
  const visit = (part: Json, path: Path): void => {
    places.set(keyOf(path), parts.length);
    parts.push(path);
    if (typeof part !== 'object' || part === null) return;
    const isList = Array.isArray(part);
    for (const [key, inner] of Object.entries(part)) visit(inner, [...path, isList ? Number(key) : key]);
  };
  visit(value, []);
  const rangeOf = (path: Path): Range => {
    const start = places.get(keyOf(path)) ?? (path.length === 0 ? 0 : rangeOf(path.slice(0, -1)).start);
    return { start, end: start };
  };
  const source = Object.assign(sourceText(name, ''), {
    partAt: (place: number) => pathWords(parts[place] ?? []),
  });
  return { source, value, rangeOf, keyRangeOf: rangeOf, pathAt: (place) => parts[place] ?? [] };
};

const keyOf = (path: Path): string => JSON.stringify(path);
