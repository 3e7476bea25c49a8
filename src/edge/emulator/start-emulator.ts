/// <reference lib="esnext.disposable" preserve="true" />
import type { CalleeScript, PersonScript, UnusedReaction, UserMove } from '../../emulator/script.ts';
import type { GivenUser, UserState } from '../../emulator/user-state.ts';
import type { LegFacts, PerformedAction, SentWebhook } from '../../flow/expect/call-facts.ts';
import type { CallStatus } from '../../vonage/call-status.ts';
import type { Json, JsonObject } from '../../vonage/json.ts';
import type { EmulatorVariables } from './describe-emulator.ts';
import type { WebhookUrls } from './webhook-urls.ts';

/**
 * An application of the emulated account: the object of the Applications API (`id`, `name`, `capabilities`, `keys` and
 * whatever else it holds), and beside it short ways of naming webhooks, and the numbers and users that belong to it.
 */
export interface TestApplication extends WebhookUrls {
  /** From the seed by default. */
  readonly id?: string;
  readonly name?: string;
  /** As in the Applications API; voice and RTC are on by default. */
  readonly capabilities?: JsonObject;
  /** PEM. A private key, or the public one alone; a pair is made when there is none. */
  readonly keys?: { readonly public_key?: string; readonly private_key?: string };
  readonly numbers?: readonly string[];
  readonly users?: readonly GivenUser[];
  /** What else the Applications API knows, in its own spelling; kept as it is. */
  readonly [field: string]: Json | undefined;
}

/** One of the emulator's applications. */
export interface RunningApplication {
  readonly id: string;
  readonly name: string;
  readonly numbers: readonly string[];
  readonly users: readonly string[];
  /** The environment of an app that is this application. */
  readonly env: Readonly<Record<string, string>> & EmulatorVariables;
  /** A token by which the Client SDK of its user logs in at `api`; good for an hour. */
  userToken(user: string): string;
}

/** What an emulator for tests is like. The URLs are those of the app under test; they may also be set by the REST API. */
export interface TestEmulatorOptions extends WebhookUrls {
  /** Same seed, same ids; any by default. */
  readonly seed?: string;
  /** `virtual` (default): a call of minutes takes milliseconds. `real`, or n for n times as fast. */
  readonly time?: 'virtual' | 'real' | number;
  /** Several applications, or one with all that it has; instead of the URLs below. What stands beside them belongs to the first. */
  readonly applications?: readonly TestApplication[];
  /** Of the application; 14155550100 by default. */
  readonly numbers?: readonly string[];
  /** Client SDK users that exist: names, or `{ name, state }` with where their app is (`foreground` by default). */
  readonly users?: readonly GivenUser[];
  /** What goes wrong on purpose: `answer:timeout`, `event:503@20%`. */
  readonly faults?: readonly string[];
  /** Events overtake one another: `true`, or by how many milliseconds of platform time at most. */
  readonly shuffle?: boolean | number;
  /** Of the REST API; any free one by default. */
  readonly port?: number;
}

/** A call to place, and what the people do. */
export interface TestCall {
  /** The number that calls; 14155550123 by default. */
  readonly from?: string;
  /** The number that is called; the emulator's first by default. */
  readonly to?: string;
  /** A Client SDK user who calls from an app, instead of `from`. */
  readonly as?: string;
  /** What that app gives along. */
  readonly customData?: JsonObject;
  /** Keys for each prompt, in order: `"1"`, `"1,23#"`, `["1", "23#"]`; `"0@12s"` at second 12 of the call. */
  readonly press?: string | readonly string[];
  /** Words for each prompt that hears speech, in order. */
  readonly say?: string | NonNullable<PersonScript['say']>;
  /** Keys and words in one order, also at times. */
  readonly reactions?: PersonScript['reactions'];
  /** What those do who are called, by number or name: `"busy"`, `"reject:declined"`, or all of it. */
  readonly callees?: Readonly<Record<string, string | CalleeScript>>;
  /** Where the apps of users are from a second of the call on: `"alice=offline@4s"`, or `{ user, state, at }`. */
  readonly userStates?: string | readonly (string | UserMove)[];
  /** What a WebSocket hears of the caller: the path of a .wav file, `tone` or `silence` (default). */
  readonly voice?: string;
  /** When the caller hangs up; when the NCCO is over by default. */
  readonly hangUpAfterSeconds?: number;
}

/** A call that is over, and all that happened in it. */
export interface CallFlow {
  readonly call: string;
  readonly conversation: string;
  readonly from: string;
  readonly to: string;
  /** How the caller's leg ended. */
  readonly status: CallStatus | undefined;
  /** The caller's leg, then those that were called, in order. */
  readonly legs: readonly LegFacts[];
  /** The NCCO actions that ran, in order, with all their options. */
  readonly actions: readonly PerformedAction[];
  /** What the app said: the text of each `talk`. */
  readonly said: readonly string[];
  /** What the app heard: the keys or the words of each `input`, or `timed out`. */
  readonly heard: readonly string[];
  /** Every request to the app, with what it told and what came back. */
  readonly webhooks: readonly SentWebhook[];
  /** All of it in order, in the words of `--expect`: `ringing:14155550123`, `talk:Welcome`, `connect:447700900444`. */
  readonly happened: readonly string[];
  /** What went wrong, in words; empty when all went well. */
  readonly problems: readonly string[];
  /** Keys and words of the script that nothing asked for. */
  readonly unused: readonly UnusedReaction[];
}

/** An emulator for tests, in this process. */
export interface TestEmulator {
  /** `http://127.0.0.1:PORT`, the host of the REST API. */
  readonly api: string;
  /** Credentials and addresses for the app under test, by the names of Vonage's samples. */
  readonly env: Readonly<Record<string, string>> & EmulatorVariables;
  /** Its applications, in the order in which they were given; else the one there is. */
  readonly applications: readonly RunningApplication[];
  /** A token by which the Client SDK of a user of the first application logs in at `api`; good for an hour. */
  userToken(user: string): string;
  /** Places a call and resolves when it is over and all its webhooks are settled. Rejects when the call cannot be placed. */
  call(call?: TestCall): Promise<CallFlow>;
  /** Replaces what goes wrong on purpose; an empty list ends it. */
  setFaults(faults: readonly string[]): void;
  /** Puts the apps of users elsewhere, `{ alice: 'offline' }`; nobody else's changes. */
  setUsers(states: Readonly<Record<string, UserState>>): void;
  /** Ends it, and the calls that still run. */
  close(): Promise<void>;
  /** `await using emulator = await startEmulator()` */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts an emulator for tests of a voice app: the Vonage platform in this process. All that it needs is loaded with it. */
export const startEmulator = async (options: TestEmulatorOptions = {}): Promise<TestEmulator> =>
  (await import('./test-emulator.ts')).startTestEmulator(options);
