import {
  compareOrder,
  type Effect,
  type MeasureAudio,
  type Order,
  type SendWebhook,
} from '../../emulator/effect.ts';
import type { AudioLength, Input, Outcome } from '../../emulator/input.ts';
import type { Platform } from '../../emulator/platform.ts';
import type { DialSocket } from '../../emulator/socket/socket-effect.ts';
import type { SocketNews } from '../../emulator/socket/socket-news.ts';
import { step } from '../../emulator/step.ts';
import type { Clock } from '../../world.ts';
import type { Speed } from './running-emulator.ts';
import { createTimerQueue } from './timer-queue.ts';

/** An input without its time: the timeline knows it. */
export type TimelessInput = Input extends infer I ? (I extends Input ? Omit<I, 'at'> : never) : never;

export interface TimelineOptions {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly speed: Speed;
  /** Never rejects: a failure is an outcome. */
  readonly deliver: (webhook: SendWebhook) => Promise<Outcome>;
  /** How long an audio file is. Never rejects. */
  readonly measure: (url: string) => Promise<AudioLength>;
  readonly sockets: {
    /** Never rejects. */
    dial(wanted: DialSocket): Promise<SocketNews>;
    /** While one is open the platform's clock runs with the wall's: sound cannot go faster. */
    isAnyOpen(): boolean;
    isAnyDialling(): boolean;
  };
  /** Everything else but timers. `at` is the platform's time. */
  readonly perform: (effect: PromptEffect, at: number) => void;
}

/** What is done at once. */
export type PromptEffect = Exclude<
  Effect,
  { readonly do: 'send-webhook' | 'measure-audio' | 'dial-socket' | 'wake' | 'cancel' }
>;

/** What an effect brings back, and its place among what comes back in the same instant. */
interface Result {
  readonly order: Order;
  readonly input: TimelessInput;
}

/** The only keeper of the platform's clock: runs effects and feeds their results back (DESIGN §8). */
export interface Timeline {
  /** Lets something happen now; its effects are performed before this returns, but for webhooks and timers. */
  feed(input: TimelessInput): void;
  /** Nothing happens any more. */
  stop(): void;
}

export const createTimeline = (options: TimelineOptions): Timeline =>
  options.speed === 'instant' ? virtualTimeline(options) : pacedTimeline(options, options.speed);

/** The effects of one step, sorted into what waits, what rings later and what is done at once. */
const machine = (
  options: TimelineOptions,
  waiting: {
    /** Something is under way … */
    readonly begins: () => void;
    /** … and has come to an end. */
    readonly ends: (result: Result) => void;
  },
) => {
  const timers = createTimerQueue();
  // One promise each: a call has a dozen of these, and there may be thousands of calls.
  const send = (webhook: SendWebhook): void => {
    waiting.begins();
    void options.deliver(webhook).then((outcome) => {
      waiting.ends({ order: webhook.order, input: { type: 'reply', request: webhook.request, outcome } });
    });
  };
  const measure = ({ order, request, url }: MeasureAudio): void => {
    waiting.begins();
    void options.measure(url).then((length) => {
      waiting.ends({ order, input: { type: 'audio-measured', request, length } });
    });
  };
  const dial = (wanted: DialSocket): void => {
    const { leg, order } = wanted;
    waiting.begins();
    void options.sockets.dial(wanted).then((news) => {
      waiting.ends({ order, input: { type: 'socket', leg, news } });
    });
  };
  return {
    timers,
    happen: (input: TimelessInput, at: number): void => {
      const [, effects] = step(options.platform, { ...input, at } as Input);
      for (const effect of effects) {
        if (effect.do === 'send-webhook') send(effect);
        else if (effect.do === 'measure-audio') measure(effect);
        else if (effect.do === 'dial-socket') dial(effect);
        else if (effect.do === 'wake') timers.add(effect.timer, effect.at);
        else if (effect.do === 'cancel') timers.cancel(effect.timer);
        else options.perform(effect, at);
      }
    },
  };
};

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
  const { timers, happen } = machine(options, {
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

/**
 * Real time, or n times as fast: the clock runs on with the wall, and a reply enters when it arrives. While a WebSocket is
 * open it is real time at most.
 */
const pacedTimeline = (options: TimelineOptions, speed: number): Timeline => {
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

  const { timers, happen } = machine(options, { begins: () => {}, ends: ({ input }) => feed(input) });

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
