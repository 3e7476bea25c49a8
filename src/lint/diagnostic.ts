import type { Path } from '../text/document.ts';
import type { Edit } from '../text/edit/edit.ts';
import type { Range } from '../text/source-text.ts';

export type { Edit } from '../text/edit/edit.ts';

/** From "the call fails" over "not what was meant, probably" to "good to know". */
export type Severity = 'error' | 'warning' | 'info';

/** One finding about an NCCO. Its texts quote what was written: whoever prints them escapes control characters. */
export interface Diagnostic {
  /** Id of the rule, such as `unknown-action`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What was found and what is allowed, in one sentence without a full stop. */
  readonly message: string;
  /** Why it matters on a call, in a sentence or two. */
  readonly why: string;
  /** What to write instead. */
  readonly suggestion?: string;
  /** The value that is meant, from the root of the document. Of something that is missing: what lacks it. */
  readonly path: Path;
  /** The stretch of the source, when there is one: the value, its name, or a part of its text. */
  readonly range?: Range;
  /** Other places that have to do with it: the first of two, the action that a later one clashes with. */
  readonly related: readonly RelatedPlace[];
  readonly fix?: Fix;
}

export interface RelatedPlace {
  readonly path: Path;
  readonly range?: Range;
  /** What is there, without a full stop: `bargeIn is switched on here`. */
  readonly message: string;
}

/** A change that mends the fault. Edits of one fix belong together: all or none. */
export interface Fix {
  /** In the imperative: `put it in an array`. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** It writes in the right form what is certainly meant; the others are for the author to decide. */
  readonly isSafe: boolean;
}
