import { wordsOf } from '../../../failure.ts';
import { DEEPEST_NESTING, type Path } from '../../../text/document.ts';
import type { Json, JsonObject } from '../../../vonage/json.ts';

/** A part of a program's value that no JSON can be. */
export interface NoJson {
  readonly path: Path;
  readonly message: string;
}

export interface ProgramValue {
  readonly value: Json;
  /** Each function by the value that stands in its place. */
  readonly functions: ReadonlyMap<Json, AnyFunction>;
  readonly faults: readonly NoJson[];
}

export type AnyFunction = (...args: readonly unknown[]) => unknown;

/** Where in a config a function may stand: for an NCCO, or for the `when` of a branch. */
export const mayBeFunction = (path: Path): boolean => {
  const [key] = path;
  const depth = key === 'answer' || key === 'safetyNet' ? 1 : key === 'nccos' ? 2 : Number.POSITIVE_INFINITY;
  const last = path.at(-1);
  return path.length === depth || (path.length > depth && (last === 'ncco' || last === 'when'));
};

/**
 * What a program made, as JSON: as `JSON.stringify` would write it, but that functions are kept for where they are
 * allowed, a regular expression becomes `/…/` text inside a `when`, and nothing else is dropped in silence.
 */
export const programValue = (
  made: unknown,
  mayHoldFunction: (path: Path) => boolean = () => false,
): ProgramValue => {
  const functions = new Map<Json, AnyFunction>();
  const faults: NoJson[] = [];
  const above = new Set<object>();

  const refuse = (path: Path, message: string): null => {
    faults.push({ path, message });
    return null;
  };

  const convert = (part: unknown, path: Path): Json => {
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return part;
    if (typeof part === 'number')
      return Number.isFinite(part) ? part : refuse(path, `the number ${part} is none that JSON has`);
    if (part === undefined) return null;
    if (typeof part === 'function') {
      if (!mayHoldFunction(path)) return refuse(path, 'a function can stand for an NCCO or a `when` only');
      // An object of its own for each, so that it can be found again by it.
      const standIn: JsonObject = {};
      // Whoever exports a function gave it whatever type they like.
      functions.set(standIn, part as AnyFunction);
      return standIn;
    }
    if (typeof part !== 'object') return refuse(path, `a ${typeof part} is nothing that JSON has`);
    if (part instanceof RegExp) {
      return path.at(-2) === 'when'
        ? String(part)
        : refuse(path, 'a regular expression can stand in a `when` only');
    }
    if (part instanceof Map || part instanceof Set || part instanceof Promise)
      return refuse(path, `a ${part.constructor.name} is nothing that JSON has${hintFor(part)}`);
    if (above.has(part)) return refuse(path, 'it contains itself');
    if (path.length > DEEPEST_NESTING) return refuse(path, `it is nested deeper than ${DEEPEST_NESTING}`);
    above.add(part);
    try {
      return convertObject(part, path);
    } catch (error) {
      // A getter, or a toJSON of its own.
      return refuse(path, `reading it throws: ${wordsOf(error)}`);
    } finally {
      above.delete(part);
    }
  };

  const convertObject = (part: object, path: Path): Json => {
    if ('toJSON' in part && typeof part.toJSON === 'function') return convert(part.toJSON(), path);
    if (Array.isArray(part)) return part.map((item: unknown, index) => convert(item, [...path, index]));
    const entries = Object.entries(part)
      // An option that is undefined is left out; a name that has nothing is a slip.
      .filter(([, inner]) => inner !== undefined || (path.length === 1 && path[0] === 'nccos'))
      .map(([name, inner]: [string, unknown]) => [name, convert(inner, [...path, name])] as const);
    return Object.fromEntries(entries);
  };

  return { value: convert(made, []), functions, faults };
};

const hintFor = (part: object): string => (part instanceof Promise ? '; await it' : '');
