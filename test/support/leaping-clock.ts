import type { Clock } from '../../src/world.ts';

/** Waits of up to so long are over at once, in milliseconds: a phone that begins to ring, somebody who picks up. */
const AT_ONCE_MS = 5000;

/**
 * A clock for tests with real programs on both ends: it leaps over short waits, and stands before long ones (a ring
 * time-out, a conversation) until it is told to go on. So nothing is slow, and nothing ends because this machine is.
 */
export interface LeapingClock extends Clock {
  /** Lets time pass, in milliseconds. */
  pass(milliseconds: number): void;
  /** Stands still until that is over, whatever is waited for. */
  standFor<T>(what: Promise<T>): Promise<T>;
}

export const leapingClock = (begin = Date.UTC(2026, 2, 1, 9)): LeapingClock => {
  let steady = 0;
  /** Whoever waits until then or before is due. */
  let horizon = 0;
  let isAwake = false;
  let stands = false;
  const sleepers = new Set<{ readonly at: number; wake(): void }>();

  /** One at a time, so that what it wakes can go to sleep again before the next. */
  const wakeNext = (): void => {
    isAwake = false;
    if (stands) return;
    const [next] = [...sleepers].sort((one, other) => one.at - other.at);
    if (next === undefined || next.at > horizon) {
      steady = Math.max(steady, horizon);
      return;
    }
    sleepers.delete(next);
    steady = Math.max(steady, next.at);
    next.wake();
    goOn();
  };
  const goOn = (): void => {
    if (isAwake || stands) return;
    isAwake = true;
    setImmediate(wakeNext);
  };

  return {
    now: () => begin + Math.floor(steady),
    monotonic: () => steady,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper = {
          at: steady + milliseconds,
          wake: () => {
            signal?.removeEventListener('abort', abort);
            resolve();
          },
        };
        const abort = (): void => {
          sleepers.delete(sleeper);
          resolve();
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
        if (milliseconds <= AT_ONCE_MS) horizon = Math.max(horizon, sleeper.at);
        goOn();
      }),
    pass: (milliseconds) => {
      horizon = Math.max(horizon, steady) + milliseconds;
      goOn();
    },
    standFor: async (what) => {
      stands = true;
      try {
        return await what;
      } finally {
        stands = false;
        goOn();
      }
    },
  };
};
