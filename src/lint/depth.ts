import { DEEPEST_NESTING } from '../text/document.ts';

/** Whether a value is nested too deep to be walked. Linear also when parts are shared; a circle is endless. */
export const isTooDeep = (value: unknown): boolean => heightOf(value, 0, new Map()) > DEEPEST_NESTING;

/** How many levels there are from here on, as far as it matters. */
const heightOf = (value: unknown, depth: number, heights: Map<object, number>): number => {
  if (typeof value !== 'object' || value === null) return 0;
  // A circle comes to its own beginning before that is finished.
  const known = heights.get(value);
  if (known !== undefined) return known;
  if (depth > DEEPEST_NESTING) return Number.POSITIVE_INFINITY;
  heights.set(value, Number.POSITIVE_INFINITY);
  let highest = 0;
  for (const inner of Object.values(value)) {
    if (typeof inner !== 'object' || inner === null) continue;
    highest = Math.max(highest, heightOf(inner, depth + 1, heights));
    if (highest > DEEPEST_NESTING) break;
  }
  heights.set(value, highest + 1);
  return highest + 1;
};
