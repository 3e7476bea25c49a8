import type { Flow } from './flow.ts';

/** More than this many problems of one call say nothing new. */
const PROBLEM_LIMIT = 50;

/** Keeps what went wrong in a call, as far as it says something new. */
export const addProblems = (flow: Flow, problems: readonly string[]): void => {
  for (const problem of problems) if (flow.problems.length < PROBLEM_LIMIT) flow.problems.push(problem);
};
