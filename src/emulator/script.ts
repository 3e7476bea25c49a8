/** What the person at the calling phone does. */
export interface CallerScript {
  /**
   * One entry per `input` action: the keys pressed a human moment after it began to listen (`"1"`, `"12#"`; `w` waits
   * half a second, an empty entry presses nothing).
   */
  readonly press: readonly string[];
  /** One entry per `record` that waits: what the caller says into it; nothing without one. */
  readonly messages?: readonly string[];
  /** Hangs up so many seconds after the call was placed; without it, when the NCCO is over. */
  readonly hangUpAfterSeconds?: number;
  /** How those who are called by `connect` behave, by number or by user name; DEFAULT_CALLEE for all others. */
  readonly callees?: Readonly<Record<string, CalleeScript>>;
}

/** What somebody does who is called. Seconds count from the moment that it rings. */
export type CalleeScript =
  | { readonly does: 'answer'; readonly afterSeconds: number; readonly hangUpAfterSeconds: number }
  /** Is on another call. */
  | { readonly does: 'busy' }
  /** Declines. */
  | { readonly does: 'reject'; readonly afterSeconds: number }
  /** Cannot be reached: the network gives up. */
  | { readonly does: 'unanswered'; readonly afterSeconds: number }
  /** Lets it ring for ever, so that the platform's own time-out decides. */
  | { readonly does: 'ignore' };

/** Picks up and hangs up like somebody with little to say, so that a call without a script ends by itself. */
export const DEFAULT_CALLEE: CalleeScript = { does: 'answer', afterSeconds: 2, hangUpAfterSeconds: 10 };

/**
 * A caller of whom nobody says when to hang up does so after this time where only people can end something: in a
 * conversation, or while a recording waits for a key.
 */
export const PATIENCE_MS = 30_000;

/** A person needs about this long to react to a prompt that is over. */
export const HUMAN_MOMENT_MS = 800;
/** From one key to the next. */
export const BETWEEN_KEYS_MS = 300;
/** What `w` waits in a caller's keys, as `p` does in `dtmfAnswer` (ncco.md §4.1). */
export const KEY_WAIT_MS = 500;
