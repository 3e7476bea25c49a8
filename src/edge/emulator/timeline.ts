import {
  compareOrder,
  type Effect,
  type MeasureAudio,
  type Order,
  type SendWebhook,
} from '../../emulator/effect.ts';
import type { AudioLength, Input, Outcome } from '../../emulator/input.ts';
import type { Platform } from '../../emulator/platform.ts';
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
  /** Everything else but timers. `at` is the platform's time. */
  readonly perform: (effect: PromptEffect, at: number) => void;
}

/** What is done at once. */
export type PromptEffect = Exclude<
  Effect,
  { readonly do: 'send-webhook' | 'measure-audio' | 'wake' | 'cancel' }
>;

/** What an effect brings back, and its place among what comes back in the same instant. */
interface Result {
  readonly order: Order;
  readonly input: Promise<TimelessInput>;
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
const machine = (options: TimelineOptions, expect: (result: Result) => void) => {
  const timers = createTimerQueue();
  const replyTo = async (webhook: SendWebhook): Promise<TimelessInput> => {
    const outcome = await options.deliver(webhook);
    return { type: 'reply', request: webhook.request, outcome };
  };
  const lengthFor = async ({ request, url }: MeasureAudio): Promise<TimelessInput> => {
    const length = await options.measure(url);
    return { type: 'audio-measured', request, length };
  };
  return {
    timers,
    happen: (input: TimelessInput, at: number): void => {
      const [, effects] = step(options.platform, { ...input, at } as Input);
      for (const effect of effects) {
        if (effect.do === 'send-webhook') expect({ order: effect.order, input: replyTo(effect) });
        else if (effect.do === 'measure-audio') expect({ order: effect.order, input: lengthFor(effect) });
        else if (effect.do === 'wake') timers.add(effect.timer, effect.at);
        else if (effect.do === 'cancel') timers.cancel(effect.timer);
        else options.perform(effect, at);
      }
    },
  };
};

/**
 * Virtual time: the clock stands still until all that is under way has settled, then jumps to the next
 * timer. Replies of one instant enter by (call, leg, sequence), whatever order they arrived in.
 */
const virtualTimeline = (options: TimelineOptions): Timeline => {
  let now = options.clock.now();
  let underWay: Result[] = [];
  let isRunning = false;
  let isStopped = false;
  const { timers, happen } = machine(options, (result) => {
    underWay.push(result);
  });

  const settle = async (): Promise<void> => {
    const batch = underWay.sort((left, right) => compareOrder(left.order, right.order));
    underWay = [];
    // Each enters as soon as those before it have, so that the backend works on while the platform does.
    for (const result of batch) {
      const input = await result.input;
      if (!isStopped) happen(input, now);
    }
  };

  const run = async (): Promise<void> => {
    // What is fed in the same moment, several calls for instance, begins together.
    await Promise.resolve();
    while (!isStopped) {
      if (underWay.length > 0) {
        await settle();
        continue;
      }
      const next = timers.nextAt();
      if (next === undefined) break;
      now = next;
      for (const timer of timers.takeDue(now)) happen({ type: 'wake', timer }, now);
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
      if (!isRunning) now = Math.max(now, options.clock.now());
      happen(input, now);
      start();
    },
    stop: () => {
      isStopped = true;
    },
  };
};

/** Real time, or n times as fast: the clock runs on with the wall, and a reply enters when it arrives. */
const pacedTimeline = (options: TimelineOptions, speed: number): Timeline => {
  const { clock } = options;
  const base = { wall: clock.now(), monotonic: clock.monotonic() };
  const stopping = new AbortController();
  let latest = base.wall;
  let sleeping: { readonly until: number; readonly wake: AbortController } | undefined;

  /** Platform time; it never goes back. */
  const advance = (to = base.wall + (clock.monotonic() - base.monotonic) * speed): number => {
    latest = Math.max(latest, Math.floor(to));
    return latest;
  };

  const { timers, happen } = machine(options, (result) => {
    void result.input.then(feed);
  });

  const feed = (input: TimelessInput): void => {
    if (stopping.signal.aborted) return;
    happen(input, advance());
    sleepUntilNext();
  };

  const sleepUntilNext = (): void => {
    const next = timers.nextAt();
    if (next === undefined || stopping.signal.aborted) return;
    if (sleeping && sleeping.until <= next) return;
    sleeping?.wake.abort();
    const wake = new AbortController();
    sleeping = { until: next, wake };
    const now = base.wall + (clock.monotonic() - base.monotonic) * speed;
    const signal = AbortSignal.any([wake.signal, stopping.signal]);
    void clock.sleep(Math.max(0, (next - now) / speed), signal).then(() => {
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
