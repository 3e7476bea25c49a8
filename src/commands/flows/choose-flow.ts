import type { Flow } from '../../flow/flow.ts';
import { findCall } from './find-call.ts';
import type { Read } from './read-book.ts';

/** The recorded call that is meant by `last`, by one of its ids, or the beginning of one. Throws a Failure with what there is. */
export const chooseFlow = (wanted: string, { flows }: Read): Flow =>
  findCall(
    flows.toReversed().map((flow) => ({
      flow,
      id: flow.id,
      startedAt: flow.startedAt,
      from: flow.from,
      legs: new Set(flow.legs.keys()),
      conversations: flow.conversations,
    })),
    wanted,
  ).flow;
