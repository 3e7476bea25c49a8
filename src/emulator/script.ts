import { DETAILS } from '../vonage/call-status.ts';
import type { UserState } from '../vonage/platform-event.ts';

/** What somebody at a phone does while an NCCO runs on their leg. */
export interface PersonScript {
  /**
   * In order. Each `input` takes the first one left that it listens to: keys, or speech; each `record` that waits takes
   * something to say, and with `endOnKey` then keys. What has an `at` is done at
   * its time instead, whether anybody listens or not.
   */
  readonly reactions?: readonly Reaction[];
  /** Keys alone, one entry per `input`: short for `reactions`, and after them. `0@12s` is pressed at second 12. */
  readonly press?: readonly string[];
  /** Speech alone, one entry per `input`: short for `reactions`, and after `press`. `No@12s` is said at second 12. */
  readonly say?: readonly (string | Saying)[];
}

export type Reaction = {
  /** Seconds after the person's own leg began: the caller's with the call, anybody else's when they answer. */
  readonly at?: number;
} & (
  | {
      /** Keys, pressed a human moment after the input began (`"1"`, `"12#"`; `w` waits half a second; empty: none). */
      readonly press: string;
    }
  | { readonly say: string | Saying }
);

/** Keys or words of a script that nothing asked for before the call was over, and apps that it put nowhere. */
export interface UnusedReaction {
  /** `caller`, or the number or name of who was called; with `state` the user's. */
  readonly by: string;
  readonly press?: string;
  readonly say?: string;
  /** What whoever was called was to do, had a real app not done something. */
  readonly does?: CalleeScript['does'];
  /** Where the app was to be. */
  readonly state?: UserState;
  /** The second at which it was to be done, when it had one. */
  readonly at?: number;
}

export interface Saying {
  readonly text: string;
  /** From 0 to 1. */
  readonly confidence?: number;
  /** From the input's beginning to the first word; a human moment by default. */
  readonly afterSeconds?: number;
  /** How long it takes to say; by its length otherwise. */
  readonly lastsSeconds?: number;
  /** What might have been meant as well. */
  readonly alternatives?: readonly (string | { readonly text: string; readonly confidence?: number })[];
  /** What the recognition reports instead of results. */
  readonly error?: string;
}

/** What the person at the calling phone does. */
export interface CallerScript extends PersonScript {
  /**
   * What a WebSocket hears of the caller's line while nothing is said by script: `silence` (the default), `tone`, or the
   * path of a WAV file, which plays once.
   */
  readonly voice?: string;
  /** Hangs up so many seconds after the call was placed; without it, when the NCCO is over, or when nothing new comes. */
  readonly hangUpAfterSeconds?: number;
  /**
   * How those who are called by `connect` behave, by number, user name, SIP address or extension; DEFAULT_CALLEE for
   * all others.
   */
  readonly callees?: Readonly<Record<string, CalleeScript>>;
  /** Where the apps of Client SDK users are from a second of the call on. */
  readonly userStates?: readonly UserMove[];
}

/** The app of a user is elsewhere from a second of a call on. */
export interface UserMove {
  readonly user: string;
  readonly state: UserState;
  /** Seconds after the call was placed. */
  readonly at: number;
}

/** What somebody does who is called. Seconds count from the moment that it rings, but for `fail`. */
export type CalleeScript =
  | Answering
  /** Is on another call. */
  | { readonly does: 'busy'; readonly sipCode?: number }
  /** Declines, or the network refuses on behalf. */
  | Refusing<'reject', (typeof DETAILS.rejected)[number]>
  /** Cannot be reached: the network gives up. */
  | Refusing<'unanswered', (typeof DETAILS.unanswered)[number]>
  /** The call does not even ring. */
  | Refusing<'fail', (typeof DETAILS.failed)[number]>
  /** Lets it ring for ever, so that the platform's own time-out decides. */
  | { readonly does: 'ignore' };

export const CALLEE_DOES = ['answer', 'reject', 'unanswered', 'busy', 'fail', 'ignore'] as const;

/** The details that a callee can have the platform report, by what it does. */
export const CALLEE_DETAILS: Partial<Record<CalleeScript['does'], readonly string[]>> = {
  reject: DETAILS.rejected,
  unanswered: DETAILS.unanswered,
  fail: DETAILS.failed,
};

export interface Answering extends PersonScript {
  readonly does: 'answer';
  /** What machine detection finds; `human` by default. */
  readonly as?: 'human' | 'machine';
  readonly afterSeconds?: number;
  /** Seconds after answering. */
  readonly hangUpAfterSeconds?: number;
  /** Of a machine, after answering; without it there is no beep. */
  readonly beepAfterSeconds?: number;
}

interface Refusing<D extends string, Detail extends string> {
  readonly does: D;
  readonly afterSeconds?: number;
  readonly detail?: Detail;
  readonly sipCode?: number;
}

/** Picks up and hangs up like somebody with little to say, so that a call without a script ends by itself. */
export const DEFAULT_CALLEE: CalleeScript = { does: 'answer' };

/** Until somebody reacts to the ringing. */
export const REACTS_AFTER_SECONDS = 2;
/** What a person has to say, and how long a machine records. */
export const STAYS_SECONDS = { human: 10, machine: 120 } as const;

/**
 * A caller of whom nobody says when to hang up does so after this time where only people can end something: in a
 * conversation, while a recording waits for a key, while something plays that has no end.
 */
export const PATIENCE_MS = 30_000;

/** A person needs about this long to react to a prompt that is over. */
export const HUMAN_MOMENT_MS = 800;
/** From one key to the next. */
export const BETWEEN_KEYS_MS = 300;
/** What `w` waits in a caller's keys, as `p` does in `dtmfAnswer` (ncco.md §4.1). */
export const KEY_WAIT_MS = 500;
