/** What tells of people in some records. */
export interface People {
  /** Runs of digits that may be phone numbers, and IP addresses. */
  readonly numbers: Set<string>;
  readonly names: Set<string>;
}

/** Nobody yet. */
export const newPeople = (): People => ({ numbers: new Set(), names: new Set() });
