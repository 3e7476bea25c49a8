/** How problems write the time that something took: `3.9 s`. */
const TIME = /\b\d+(?:\.\d)? s\b/g;

/** A problem without the times in it: those that differ only in how long something took are of one sort. */
export const sortOfProblem = (problem: string): string => problem.replace(TIME, '');

/** All the times in a problem together, in seconds: of two problems of one sort the one with more has taken longer. */
export const secondsIn = (problem: string): number =>
  (problem.match(TIME) ?? []).reduce((sum, time) => sum + Number.parseFloat(time), 0);
