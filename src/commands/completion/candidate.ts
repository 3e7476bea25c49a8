/** A word that may stand at the cursor. */
export interface Candidate {
  readonly value: string;
  readonly meaning?: string;
}

/** What may stand at the cursor: words, or files that the shell itself knows best. */
export type Candidates =
  | readonly Candidate[]
  /** All files, or those with one of these endings. */
  | { readonly files: 'all' | 'folders' | readonly string[] };

export const words = (values: Iterable<string>, meaning?: string): readonly Candidate[] =>
  [...values].map((value) => (meaning === undefined ? { value } : { value, meaning }));
