import { compareOrder } from '../../emulator/effect.ts';
import { pacedTimeline } from './paced-timeline.ts';
import {
  type Result,
  runPlatform,
  type TimelessInput,
  type Timeline,
  type TimelineOptions,
} from './run-platform.ts';

export const createTimeline = (options: TimelineOptions): Timeline =>
  options.speed === 'instant' ? virtualTimeline(options) : pacedTimeline(options, options.speed);

/**
 * So many webhooks of one instant are under way at once on virtual time: more than a server is sent, so that none waits for
 * us. What comes after them happens when there are only a few left: a thousand calls that all do something now would else
 * have a thousand webhooks in memory, and to carry those about costs more than to make them.
 */
const MOST_UNDER_WAY = 128;
const FEW_UNDER_WAY = 64;

/**
 * Virtual time: the clock stands still until all that is under way has settled, then jumps to the next
 * timer. Replies of one instant enter by (call, leg, sequence), whatever order they arrived in. While a WebSocket is open
 * it runs with the wall instead.
 */
const virtualTimeline = (options: TimelineOptions): Timeline => {
  const { clock } = options;
  let now = clock.now();
  let underWay = 0;
  let arrived: Result[] = [];
  let isRunning = false;
  let isStopped = false;
  /** What happens in this instant, in order, and how much of it has happened. */
  let instant: readonly TimelessInput[] = [];
  let happened = 0;
  const isInstantOver = (): boolean => happened === instant.length;
  /** Platform time and the wall's at which they began to run together. */
  let together: { readonly at: number; readonly monotonic: number } | undefined;
  /** Wakes the loop that waits. Not by an abort signal, of which each costs more than to send a webhook. */
  let wake = (): void => {};
  const wakeLoop = (): void => {
    const waiting = wake;
    wake = () => {};
    waiting();
  };
  const { timers, happen } = runPlatform(options, {
    begins: () => {
      underWay += 1;
    },
    ends: (result) => {
      underWay -= 1;
      arrived.push(result);
      // What waits for the last one need not look at each.
      if (underWay <= (isInstantOver() ? 0 : FEW_UNDER_WAY) || options.sockets.isAnyOpen()) wakeLoop();
    },
  });

  /** The platform's time, which is the wall's while a socket is open. */
  const advance = (): number => {
    if (!options.sockets.isAnyOpen()) together = undefined;
    else {
      together ??= { at: now, monotonic: clock.monotonic() };
      now = Math.max(now, Math.floor(together.at + clock.monotonic() - together.monotonic));
    }
    return now;
  };

  const begin = (inputs: readonly TimelessInput[]): void => {
    instant = inputs;
    happened = 0;
  };

  const takeArrived = (): void => {
    const batch = arrived.sort((left, right) => compareOrder(left.order, right.order));
    arrived = [];
    begin(batch.map(({ input }) => input));
  };

  const ring = (until: number): void =>
    begin(timers.takeDue(until).map((timer) => ({ type: 'wake', timer })));

  const hasRoom = (): boolean => underWay < MOST_UNDER_WAY || options.sockets.isAnyOpen();

  const goOnWithInstant = (): void => {
    while (!isInstantOver() && !isStopped && hasRoom()) {
      happened += 1;
      happen(instant[happened - 1]!, advance());
    }
  };

  /** Until something is news, or so many milliseconds. */
  const rest = (milliseconds: number | undefined): Promise<void> => {
    if (milliseconds === undefined)
      return new Promise((resolve) => {
        wake = resolve;
      });
    const cut = new AbortController();
    wake = () => cut.abort();
    return clock.sleep(milliseconds, cut.signal);
  };

  /** As in real time: what arrives is taken, what is due rings, and nobody waits for anybody. */
  const goOnInRealTime = async (): Promise<void> => {
    if (arrived.length > 0) {
      takeArrived();
      return;
    }
    const next = timers.nextAt();
    if (next !== undefined && next <= advance()) ring(next);
    else await rest(next === undefined ? undefined : next - now);
  };

  const run = async (): Promise<void> => {
    // What is fed in the same moment, several calls for instance, begins together.
    await Promise.resolve();
    while (!isStopped) {
      if (!isInstantOver() && hasRoom()) goOnWithInstant();
      else if (options.sockets.isAnyOpen()) await goOnInRealTime();
      // The clock stands still for what is under way.
      else if (underWay > 0) await rest(undefined);
      else if (arrived.length > 0) takeArrived();
      else {
        const next = timers.nextAt();
        if (next === undefined) break;
        now = next;
        ring(next);
      }
    }
    // In the same breath as the decision to rest: what is fed a moment later has to start it again.
    isRunning = false;
  };

  const start = (): void => {
    if (isRunning) return;
    isRunning = true;
    void run();
  };

  return {
    feed: (input) => {
      if (isStopped) return;
      // After a rest the platform's clock catches up with the world's.
      if (!isRunning) now = Math.max(now, clock.now());
      happen(input, advance());
      wakeLoop();
      start();
    },
    stop: () => {
      isStopped = true;
      wakeLoop();
    },
  };
};
