import type { Clock } from '../world.ts';

export interface TimeLimit {
  /** Aborts when the time is over. */
  readonly passed: AbortSignal;
  /** The same promise, or a rejection when the time is over first. */
  before<T>(promise: Promise<T>): Promise<T>;
  /** What it was for is done; call it in any case. */
  end(): void;
}

/** One limit for a deed of several steps. Limits of its single steps begin anew with each, and have no end together. */
export const startTimeLimit = (clock: Clock, milliseconds: number): TimeLimit => {
  const done = new AbortController();
  const late = new AbortController();
  const over = clock.sleep(milliseconds, done.signal).then(() => {
    if (!done.signal.aborted) late.abort(new Error(`not done within ${milliseconds} ms`));
  });
  return {
    passed: late.signal,
    before: (promise) =>
      Promise.race([
        promise,
        over.then(() => {
          throw late.signal.reason;
        }),
      ]),
    end: () => done.abort(),
  };
};
