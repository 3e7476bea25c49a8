/** A stretch of a text and what takes its place. An empty stretch is a place where something is put in. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Whether both want the same stretch, or meet at one place, where nobody could say which comes first. */
export const collide = (one: Splice, other: Splice): boolean =>
  one.start <= other.end && other.start <= one.end;

/** In the order of the text, with deletions that overlap made one; undefined when others overlap. */
export const inTextOrder = (splices: readonly Splice[]): readonly Splice[] | undefined => {
  const ordered: Splice[] = [];
  // Sorting is stable: what is put in at one place stays in its order, and comes before what is taken away there.
  for (const splice of [...splices].sort((one, other) => one.start - other.start || one.end - other.end)) {
    const last = ordered.at(-1);
    if (!last || splice.start >= last.end) ordered.push(splice);
    else if (last.text === '' && splice.text === '') {
      ordered[ordered.length - 1] = { ...last, end: Math.max(last.end, splice.end) };
    } else return undefined;
  }
  return ordered;
};

/** The text after all of them, which are in its order and do not overlap. */
export const applySplices = (text: string, splices: readonly Splice[]): string => {
  const pieces: string[] = [];
  let at = 0;
  for (const splice of splices) {
    pieces.push(text.slice(at, splice.start), splice.text);
    at = splice.end;
  }
  return pieces.join('') + text.slice(at);
};
