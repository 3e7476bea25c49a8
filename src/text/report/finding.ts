import type { Path } from '../document.ts';
import { pathWords } from '../path-words.ts';
import { placeName, type Range, type SourceText } from '../source-text.ts';

export type Severity = 'error' | 'warning' | 'info';

/** One finding in a text, as reports print it. A linter's diagnostics fit. */
export interface Finding {
  /** Id of the rule that found it. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
  /** Why it matters. */
  readonly why: string;
  /** What to write instead. */
  readonly suggestion?: string;
  /** Where; without it the path tells, or the whole text is meant. */
  readonly range?: Range;
  /** The value that is meant, from the root of what the file holds. */
  readonly path?: Path;
  readonly related: readonly { readonly message: string; readonly range?: Range; readonly path?: Path }[];
}

/** The findings of one text. */
export interface FileReport {
  readonly source: SourceText;
  readonly findings: readonly Finding[];
  /** How many NCCOs in it are made by functions, which nobody calls to look at them. */
  readonly functions?: number;
}

/** What a place is: of a text where it is written, of a value that a program made which part. */
export interface FindingPlace {
  readonly range?: Range | undefined;
  readonly path?: Path | undefined;
}

/** The part of a value that is meant, as words; undefined where a text has the place, and for the whole. */
export const partOf = ({ range, path }: FindingPlace): string | undefined =>
  range || !path || path.length === 0 ? undefined : pathWords(path);

/** `file:line:col`, or the file and the part of its value. */
export const placeOf = (source: SourceText, place: FindingPlace): string =>
  place.range
    ? placeName(source, place.range.start)
    : [source.name, partOf(place)].filter((words) => words !== undefined).join(' ');

/** How many of each, over all files. */
export const countFindings = (files: readonly FileReport[]): Readonly<Record<Severity, number>> => {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { findings } of files) for (const { severity } of findings) counts[severity] += 1;
  return counts;
};
