/** How the files of a config looked: a fingerprint each. */
export type Look = ReadonlyMap<string, string>;

/** The fingerprint of a file that is not there. */
export const GONE = 'gone';

/** What a watcher knows between two looks. */
export interface Settling {
  /** As it was when the config was read. */
  readonly read: Look;
  /** Another look, seen once: it counts when it is still the same at the next one. */
  readonly pending: Look | undefined;
  /** Looks in a row at which a file was missing that was there before. */
  readonly missed: number;
}

/** Editors that save by removing and renaming leave a file away for a moment; so many looks are that moment. */
const PATIENT_LOOKS = 5;

/**
 * Decides at a look whether the files have changed: `changed` when they are other than when they were read and have
 * come to rest, `again` when another look has to tell, and `same` otherwise. One save makes many events and several
 * looks; it is to be read once, and whole.
 */
export const settle = (
  { read, pending, missed }: Settling,
  look: Look,
): { readonly next: Settling; readonly verdict: 'same' | 'again' | 'changed' } => {
  if (isSame(read, look)) return { next: { read, pending: undefined, missed: 0 }, verdict: 'same' };
  const isMissing = [...look].some(([file, mark]) => mark === GONE && read.get(file) !== GONE);
  const misses = isMissing ? missed + 1 : 0;
  const rests = pending !== undefined && isSame(pending, look);
  if (!rests || (isMissing && misses < PATIENT_LOOKS)) {
    return { next: { read, pending: look, missed: misses }, verdict: 'again' };
  }
  return { next: { read: look, pending: undefined, missed: 0 }, verdict: 'changed' };
};

const isSame = (one: Look, other: Look): boolean =>
  one.size === other.size && [...one].every(([file, mark]) => other.get(file) === mark);
