import { badUsage, type Failure } from '../../failure.ts';
import type { Flow } from '../../flow/flow.ts';
import type { Read } from './read-book.ts';

/** The Failure for numbers that no exchange of a call has. */
export const noSuchExchange = (flow: Flow, { book }: Read, what: string): Failure => {
  const last = book.watches.get(flow.id)?.exchanges ?? 0;
  return badUsage({
    what: `This call has ${what}: ${last === 1 ? 'it has one' : `they go from 1 to ${last}`}`,
    tryThis: `see them: vonage-flow flows show ${flow.id}`,
  });
};
