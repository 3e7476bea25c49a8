import type { Fault } from '../../emulator/fault.ts';
import type { CallerScript, UnusedReaction } from '../../emulator/script.ts';
import type { UserState } from '../../emulator/user-state.ts';
import type { JsonObject } from '../../vonage/json.ts';
import type { PlatformNotice } from '../../vonage/platform-event.ts';

/** `instant` is virtual time; 1 is real time; n is n times as fast. */
export type Speed = number | 'instant';

/** What a program needs to know to use an emulated account; all of it made up. */
export interface EmulatorAbout {
  readonly applicationId: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly signatureSecret: string;
  /** PEM. */
  readonly privateKey: string;
  readonly publicKey: string;
  readonly numbers: readonly string[];
  readonly users: readonly string[];
}

/** A call to place: who calls which number, and what the people do. */
export interface CallScript extends CallerScript {
  /** The calling number; with `as` there is none. */
  readonly from?: string;
  readonly to: string;
  /** A Client SDK user who calls from an app. */
  readonly as?: string;
  /** What that app gives along; the answer webhook brings it. */
  readonly customData?: JsonObject;
}

export interface CallOutcome {
  readonly call: string;
  /** The caller's leg. */
  readonly leg: string;
  readonly conversation: string;
  /** What went wrong, in words; empty when all went well. */
  readonly problems: readonly string[];
  /** Keys and words of the script that nothing asked for. */
  readonly unused: readonly UnusedReaction[];
  /** True when the caller's leg ended as `completed`. */
  readonly completed: boolean;
}

/** An emulator, in this process or attached to. */
export interface EmulatorAccess {
  /** `http://127.0.0.1:PORT`: the REST API and the control addresses. */
  readonly api: string;
  readonly about: EmulatorAbout;
  /**
   * Places a call and resolves when it is over and all its webhooks are settled.
   * @throws Failure when nobody owns the number
   */
  placeCall(script: CallScript): Promise<CallOutcome>;
  /** Calls back for everything that the platform does from now on; the result ends that. */
  subscribe(listener: (notice: PlatformNotice) => void): () => void;
  /** Where the apps of users are, by name. */
  userStates(): Promise<Readonly<Record<string, UserState>>>;
  /** Puts the apps of the users who are named there; nobody else's changes. */
  setUserStates(states: Readonly<Record<string, UserState>>): void | Promise<void>;
  /** Stops the emulator, or lets go of one that is attached to. */
  close(): Promise<void>;
}

/** An emulator that runs in this process. */
export interface RunningEmulator extends EmulatorAccess {
  /** Replaces what goes wrong on purpose. */
  setFaults(faults: readonly Fault[]): void;
  /** At once. */
  setUserStates(states: Readonly<Record<string, UserState>>): void;
}
