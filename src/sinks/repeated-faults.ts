import type { Exchange } from '../flow/exchange.ts';
import { nccoUse } from '../flow/ncco-use.ts';
import { sortOfProblem } from '../flow/sort-of-problem.ts';

/** More faults than this are told again. */
const REMEMBERED = 1000;

/**
 * Whether all that is wrong at an exchange was told before in this run: a route for events that is not there fails with
 * each of them, and a handler that is too slow for one is for the next. What a call hangs on is told every time; that the
 * server gave no reply is for `serverHealth` to say.
 */
export const repeatedFaults = (): ((exchange: Exchange) => boolean) => {
  const told = new Set<string>();
  return ({ request, origin, content, target, problems, standing }) => {
    if (origin.by !== 'forward' || standing.state === 'refused') return false;
    const others = problems.filter((problem) => problem !== origin.failure);
    if (others.length === 0 || nccoUse(content, target) === 'needs') return false;
    // The same mistake of another handler is another one.
    const faults = others.map((problem) => `${request.path} ${sortOfProblem(problem)}`);
    const isTold = faults.every((fault) => told.has(fault));
    if (told.size > REMEMBERED) told.clear();
    for (const fault of faults) told.add(fault);
    return isTold;
  };
};
