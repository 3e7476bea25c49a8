import type { Json } from '../vonage/json.ts';
import type { Range, SourceText } from './source-text.ts';

/** Where in a document a value is: names of objects and indexes of lists, from the root. */
export type Path = readonly (string | number)[];

/** A fault in a text, in words without a full stop. */
export interface TextProblem {
  readonly message: string;
  readonly range: Range;
  /** For who wants to tell them apart: all others are about the language. */
  readonly kind?: 'duplicate-key' | 'too-deep';
  /** Where the first of two equal keys is. */
  readonly first?: Range;
}

/** A JSON value that knows where its parts are written. */
export interface Document {
  readonly source: SourceText;
  readonly value: Json;
  /** Where the value at a path is written; of a path that does not exist, its nearest existing ancestor. */
  rangeOf(path: Path): Range;
  /** Where the name of the value at a path is written; like `rangeOf` for an item of a list, the root, and what does not exist. */
  keyRangeOf(path: Path): Range;
}

export type ParsedDocument =
  | ({ readonly ok: true } & Document)
  | {
      readonly ok: false;
      readonly problems: readonly [TextProblem, ...TextProblem[]];
      /** What it says when the last of equal keys wins, as `JSON.parse` has it; only when nothing else is wrong. */
      readonly readable?: Document;
    };

/** Nesting that no NCCO or config comes near, and that no recursive reader falls over. */
export const DEEPEST_NESTING = 100;

/** After so many faults of one text the rest are consequences. */
export const MOST_PROBLEMS = 10;
