import type { ActionName, ActionOf } from '../../vonage/ncco.ts';
import type { Performance } from '../performance.ts';
import type { Call, Leg } from '../platform.ts';
import type { Saying } from '../script.ts';
import type { Turn } from '../turn.ts';

/** Whether the list of actions goes on. */
export type Progress = 'done' | 'waiting';

export interface Scene {
  readonly turn: Turn;
  readonly call: Call;
  /** The leg on which the NCCO runs. */
  readonly leg: Leg;
  readonly performance: Performance;
  /** Number of this action in its call. */
  readonly serial: number;
}

/**
 * How the platform performs one NCCO action. An action that waits puts its state into `performance.running`; the
 * handlers are called only while it is the running one.
 */
export interface Perform<N extends ActionName> {
  /** True when the leg must have been answered before (ncco.md; `connect` answers by itself, DOC18). */
  readonly needsMedia: boolean;
  /** One line for people. */
  readonly summary: (action: ActionOf<N>) => string;
  readonly begin: (scene: Scene, action: ActionOf<N>) => Progress;
  readonly on?: Partial<Handlers>;
}

interface Handlers {
  /** A timer of kind `action-time-up`. */
  timeUp(scene: Scene): Progress;
  key(scene: Scene, key: string): Progress;
  /** Somebody begins to speak. */
  speech(scene: Scene, saying: Saying): Progress;
  /** Something that was played ended, or was stopped; `silent` when nothing more plays. */
  played(scene: Scene, id: string, silent: boolean): Progress;
  /** The leg that the action called ended; `reported` when its reply may still bring an NCCO. */
  legEnded(scene: Scene, leg: Leg, awaitReply: boolean): Progress;
  /** The conversation that the action took the call into has ended. */
  conversationOver(scene: Scene): Progress;
  /** The webhook that the action sent is settled and brought no NCCO. */
  replied(scene: Scene): Progress;
}
