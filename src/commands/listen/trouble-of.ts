import { Failure, reasonOf } from '../../failure.ts';
import type { Trouble } from '../../flow/notice.ts';

/** Something that went wrong while the run goes on, with the first step to take when it is a Failure. @param before words in front */
export const troubleOf = (error: unknown, at: number, before = ''): Trouble => {
  const [tryThis] = error instanceof Failure ? error.tryThis : [];
  return {
    type: 'trouble',
    at,
    what: `${before}${reasonOf(error)}`,
    ...(tryThis !== undefined && { tryThis }),
  };
};
