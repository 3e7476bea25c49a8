import type { Exchange } from '../flow/exchange.ts';
import { inPlaceWords } from '../flow/safety-net.ts';
import { type HealthWords, healthWords } from './health-words.ts';
import { repeatedFaults } from './repeated-faults.ts';
import { serverHealth } from './server-health.ts';

/** What of an exchange is still to be told. */
export interface Untold {
  /** It without what was said before. */
  readonly exchange: Exchange;
  /** Something is wrong with it that was not said before. */
  readonly isNews: boolean;
  /** What it shows of the user's server, to be said in front of it. */
  readonly health: HealthWords | undefined;
}

/** Hears of each exchange in turn; all who show parts of one run ask the same. */
export type ToldOnce = (exchange: Exchange) => Untold;

/** Remembers what was told in this run: that a server is down, and a fault that repeats, are said once. */
export const toldOnce = (): ToldOnce => {
  const health = serverHealth();
  const repeated = repeatedFaults();
  return (exchange) => {
    const server = health(exchange);
    const isRepeated = repeated(exchange);
    const isDownStill = server === 'still down';
    const old = (problem: string): boolean => (isOfServer(exchange, problem) ? isDownStill : isRepeated);
    return {
      exchange:
        isDownStill || isRepeated
          ? { ...exchange, problems: exchange.problems.filter((problem) => !old(problem)) }
          : exchange,
      isNews: isOdd(exchange) && !isDownStill && !(isRepeated && !hasFailed(exchange)),
      health: healthWords(server, exchange),
    };
  };
};

/** Whether a problem is that the server gave no reply, or what was done about it. */
const isOfServer = ({ origin }: Exchange, problem: string): boolean => {
  if (origin.by === 'forward') return problem === origin.failure;
  if (origin.by !== 'ncco' || !origin.insteadOf) return false;
  return problem === origin.insteadOf.why || problem === inPlaceWords(origin.name);
};

const hasFailed = ({ origin }: Exchange): boolean => origin.by === 'forward' && origin.failure !== undefined;

/** What went wrong gets its line, even when it says what is known already. */
export const isOdd = ({ problems, reply, standing }: Exchange): boolean =>
  problems.length > 0 || reply.status >= 300 || standing.state === 'refused';
