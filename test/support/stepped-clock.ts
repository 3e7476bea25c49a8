import type { Clock } from '../../src/world.ts';

/** A clock that stands until it is told to go on; whoever sleeps wakes in order. */
export interface SteppedClock extends Clock {
  /** Lets time pass, in milliseconds, and all that it wakes run. */
  pass(milliseconds: number): Promise<void>;
  /** The machine sleeps: the wall's clock goes on, no timer does. */
  sleepMachine(milliseconds: number): void;
}

export const steppedClock = (): SteppedClock => {
  let wall = Date.parse('2026-03-01T09:30:00.000Z');
  let steady = 0;
  const sleepers: { readonly at: number; wake(): void }[] = [];
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    now: () => wall,
    monotonic: () => steady,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = (): void => {
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        sleepers.push({ at: steady + milliseconds, wake });
        signal?.addEventListener('abort', wake, { once: true });
      }),
    pass: async (milliseconds) => {
      const end = steady + milliseconds;
      await settle();
      for (;;) {
        const next = sleepers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
        if (!next) break;
        sleepers.splice(sleepers.indexOf(next), 1);
        wall += Math.max(0, next.at - steady);
        steady = Math.max(steady, next.at);
        next.wake();
        await settle();
      }
      wall += end - steady;
      steady = end;
    },
    sleepMachine: (milliseconds) => {
      wall += milliseconds;
    },
  };
};
