import { EventEmitter } from 'node:events';
import type { Clock } from '../world.ts';

/** A time by which a deed of several steps is over. Limits of its single steps begin anew with each, and have no end together. */
export interface TimeLimit {
  /** Emits `abort` when the time is over, as undici hears it. */
  readonly signal: EventEmitter;
  readonly isPassed: boolean;
  /** What it was for is done; call it in any case. */
  end(): void;
}

/**
 * Begins limits of one length, which therefore pass in the order in which they began: one timer waits for the oldest. A timer and an
 * AbortSignal for each would be felt at every webhook.
 */
export const timeLimits = (clock: Clock, milliseconds: number): (() => TimeLimit) => {
  const running = new Set<Running>();
  let isWatched = false;
  const watch = async (): Promise<void> => {
    isWatched = true;
    for (let [oldest] = running; oldest; [oldest] = running) {
      await clock.sleep(Math.max(0, oldest.until - clock.monotonic()));
      // Late is late: the sleep of a clock is the promise.
      if (running.delete(oldest)) oldest.pass();
      for (const next of running) {
        if (next.until > clock.monotonic()) break;
        running.delete(next);
        next.pass();
      }
    }
    isWatched = false;
  };
  return () => {
    const signal = new EventEmitter();
    let isPassed = false;
    const one: Running = {
      until: clock.monotonic() + milliseconds,
      pass: () => {
        isPassed = true;
        signal.emit('abort');
      },
    };
    running.add(one);
    if (!isWatched) void watch();
    return {
      signal,
      get isPassed() {
        return isPassed;
      },
      end: () => void running.delete(one),
    };
  };
};

interface Running {
  /** On the clock that never goes back. */
  readonly until: number;
  pass(): void;
}
