import { badUsage, type Failure } from '../../failure.ts';
import type { Flow } from '../../flow/flow.ts';
import type { Read } from './read-book.ts';

/** The Failure for numbers that no exchange of a call has. @param pulled how many pulled events have a number as well */
export const noSuchExchange = (flow: Flow, { book }: Read, what: string, pulled = 0): Failure => {
  const last = (book.watches.get(flow.id)?.exchanges ?? 0) + pulled;
  const words = last === 0 ? 'none came here' : last === 1 ? 'it has one' : `they go from 1 to ${last}`;
  return badUsage({
    what: `This call has ${what}: ${words}`,
    tryThis: `see them: vonage-flow flows show ${flow.id}`,
  });
};
