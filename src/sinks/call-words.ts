import type { Gap, Leg } from '../flow/flow.ts';
import type { CallSocket } from '../flow/sockets/call-sockets.ts';
import { secondsIn, sortOfProblem } from '../flow/sort-of-problem.ts';
import { passedWords } from './passed-socket.ts';
import { shortPrice, spokenDuration } from './wording.ts';

/** When webhooks could not arrive. */
export const gapWords = ({ from, to }: Gap, timeWords: (at: number) => string): string =>
  `no way in from ${timeWords(from)} to ${timeWords(to)}: webhooks may be missing`;

/** What became of a WebSocket of a call. */
export const socketWords = ({ id, closed }: CallSocket): string => {
  if (id === undefined) return 'was named and not opened';
  return closed === undefined ? 'is still open' : `${passedWords(closed)}, closed with ${closed.code}`;
};

/** Each problem once, with how often it came up. Those that differ only in how long it took are one: the longest stands. */
export const countedProblems = (problems: readonly string[]): readonly string[] => {
  const groups = new Map<string, string[]>();
  for (const problem of problems) {
    const sort = sortOfProblem(problem);
    const group = groups.get(sort);
    if (group) group.push(problem);
    else groups.set(sort, [problem]);
  }
  return [...groups.values()].map((group) => {
    const [longest = ''] = group.toSorted((one, other) => secondsIn(other) - secondsIn(one));
    if (group.length === 1) return longest;
    const isVaried = group.some((problem) => problem !== longest);
    return `${longest} (${group.length} times${isVaried ? ', the longest' : ''})`;
  });
};

/** What is known of the end of a leg beyond its status; empty when that is all. */
export const endWords = (leg: Leg): string => {
  const words = [
    leg.detail,
    lengthOf(leg),
    leg.disconnectedBy && `by ${leg.disconnectedBy}`,
    // Without any status that much is clear.
    leg.endedAt === undefined && leg.status !== undefined ? 'no end reported' : undefined,
  ].filter((word) => typeof word === 'string' && word !== '');
  return words.join(', ');
};

/** As Vonage tells it; of a leg that was answered and has no such word, as the times of its events have it. */
const lengthOf = ({ duration, answeredAt, endedAt }: Leg): string | undefined => {
  if (duration !== undefined) return `${duration} s`;
  return answeredAt === undefined || endedAt === undefined ? undefined : spokenDuration(endedAt - answeredAt);
};

/** The sum of what Vonage charged, in EUR as it says (voice-webhooks.md §3); undefined while no leg has a price. */
export const totalPrice = (legs: readonly Leg[]): string | undefined => {
  const prices = legs.flatMap(({ price }) =>
    price === undefined || Number.isNaN(Number(price)) ? [] : [Number(price)],
  );
  if (prices.length === 0) return undefined;
  return shortPrice(prices.reduce((total, price) => total + price, 0).toFixed(8));
};
