import type { PlatformEvent } from '../vonage/platform-event.ts';
import type { Effect } from './effect.ts';
import type { Call, Platform } from './platform.ts';
import type { Task } from './task.ts';

/** One step in the making: the platform, its time, and the effects so far. */
export interface Turn {
  readonly platform: Platform;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly effects: Effect[];
  /** The call that a REST request did something to. */
  touched?: Call;
}

/** Does a task of the call after the delay in milliseconds; the result cancels it. */
export const schedule = (turn: Turn, call: Call, delay: number, task: Task): string => {
  call.timersEver += 1;
  const timer = `${call.number}.${call.timersEver}`;
  setTimer(turn, call, timer, delay, task);
  return timer;
};

/** Schedules what was due by a timer once more, by the same one: whoever knows it can still cancel it. */
export const postpone = (turn: Turn, call: Call, timer: string, delay: number, task: Task): void =>
  setTimer(turn, call, timer, delay, task);

const setTimer = (turn: Turn, call: Call, timer: string, delay: number, task: Task): void => {
  call.timers.add(timer);
  turn.platform.timers.set(timer, { call: call.number, task });
  turn.effects.push({ do: 'wake', timer, at: turn.at + Math.max(0, Math.round(delay)) });
};

export const cancel = (turn: Turn, call: Call, timer: string | undefined): void => {
  if (timer === undefined || !call.timers.delete(timer)) return;
  turn.platform.timers.delete(timer);
  turn.effects.push({ do: 'cancel', timer });
};

/** Cancels the call's tasks that the test picks. */
export const cancelAll = (turn: Turn, call: Call, picks: (task: Task) => boolean): void => {
  for (const timer of [...call.timers]) {
    const pending = turn.platform.timers.get(timer);
    if (pending && picks(pending.task)) cancel(turn, call, timer);
  }
};

export const note = (turn: Turn, event: PlatformEvent): void => {
  turn.effects.push({ do: 'note', event });
};

/** Writes down, once, what is wrong with a call. */
export const complain = (call: Call, problem: string): void => {
  if (!call.problems.includes(problem)) call.problems.push(problem);
};

/** ISO 8601 in UTC with milliseconds, as all webhooks write time. */
export const isoTime = (at: number): string => {
  const place = at & (REMEMBERED - 1);
  if (TIMES[place] !== at) {
    TIMES[place] = at;
    TEXTS[place] = new Date(at).toISOString();
  }
  return TEXTS[place]!;
};

/** The same few times are asked for again and again, and to make their text is a good part of what an event costs. */
const REMEMBERED = 64;
const TIMES: number[] = Array(REMEMBERED).fill(Number.NaN);
const TEXTS: string[] = Array(REMEMBERED).fill('');
