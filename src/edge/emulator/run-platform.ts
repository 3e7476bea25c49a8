import type { Effect, MeasureAudio, Order, SendWebhook } from '../../emulator/effect.ts';
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
export interface Result {
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

/** The effects of one step, sorted into what waits, what rings later and what is done at once. */
export const runPlatform = (
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
      // To add to what was spread is slow in engines of today (Node 20: 0.3 µs a name), to spread behind it is not.
      const [, effects] = step(options.platform, { at, ...input } as Input);
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
