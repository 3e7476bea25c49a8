import { runPlatform, type TimelessInput, type Timeline, type TimelineOptions } from './run-platform.ts';

/**
 * Real time, or n times as fast: the clock runs on with the wall, and a reply enters when it arrives. While a WebSocket is
 * open it is real time at most.
 */
export const pacedTimeline = (options: TimelineOptions, speed: number): Timeline => {
  const { clock } = options;
  let base = { at: clock.now(), monotonic: clock.monotonic(), speed };
  const stopping = new AbortController();
  let latest = base.at;
  let sleeping: { readonly until: number; readonly wake: AbortController } | undefined;

  const platformNow = (): number => base.at + (clock.monotonic() - base.monotonic) * base.speed;

  /** A timer that was set at another speed is set anew. */
  const heedSpeed = (): void => {
    // A server takes real time to open one as well.
    const { sockets } = options;
    const wanted = sockets.isAnyOpen() || sockets.isAnyDialling() ? Math.min(1, speed) : speed;
    if (wanted === base.speed) return;
    base = { at: platformNow(), monotonic: clock.monotonic(), speed: wanted };
    sleeping?.wake.abort();
    sleeping = undefined;
  };

  /** Platform time; it never goes back. */
  const advance = (to = platformNow()): number => {
    latest = Math.max(latest, Math.floor(to));
    return latest;
  };

  const { timers, happen } = runPlatform(options, { begins: () => {}, ends: ({ input }) => feed(input) });

  const feed = (input: TimelessInput): void => {
    if (stopping.signal.aborted) return;
    heedSpeed();
    happen(input, advance());
    sleepUntilNext();
  };

  const sleepUntilNext = (): void => {
    heedSpeed();
    const next = timers.nextAt();
    if (next === undefined || stopping.signal.aborted) return;
    if (sleeping && sleeping.until <= next) return;
    sleeping?.wake.abort();
    const wake = new AbortController();
    sleeping = { until: next, wake };
    const signal = AbortSignal.any([wake.signal, stopping.signal]);
    void clock.sleep(Math.max(0, (next - platformNow()) / base.speed), signal).then(() => {
      if (signal.aborted) return;
      sleeping = undefined;
      ringUntil(next);
      sleepUntilNext();
    });
  };

  // Each at its own time, so that a timer that rings a little late does not shift what follows.
  const ringUntil = (until: number): void => {
    for (let next = timers.nextAt(); next !== undefined && next <= until; next = timers.nextAt()) {
      for (const timer of timers.takeDue(next)) happen({ type: 'wake', timer }, advance(next));
    }
  };

  return { feed, stop: () => stopping.abort() };
};
