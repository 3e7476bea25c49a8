import type { CallUuid } from '../vonage/ids.ts';
import type { InputAction, Ncco, RecordAction } from '../vonage/ncco.ts';
import type { RtcBody } from '../vonage/webhooks/rtc-bodies.ts';
import type { Recording } from './recording.ts';
import type { Saying } from './script.ts';

/** An NCCO in execution on a leg. */
export interface Performance {
  readonly ncco: Ncco;
  /** Index of the action to begin next. */
  next: number;
  /** What the leg does when the list is used up: a called party that heard its `onAnswer` joins the conversation. */
  readonly whenOver: 'hang-up' | 'join';
  /** The action that the list waits for. */
  running: Running | undefined;
  /** What is heard and will be heard next; the first plays now. */
  readonly playback: Playback[];
}

/** State of a running action. `serial` tells it from other actions of the call, so that a late reply finds nobody. */
export type Running = { readonly serial: number } & (
  | { readonly is: 'talk' | 'stream'; readonly playback: string }
  | RunningInput
  | RunningRecord
  | { readonly is: 'connect'; readonly leg: CallUuid }
  /** `patience`: when the caller hangs up, in case the script does not say. */
  | { readonly is: 'conversation' | 'transfer'; readonly patience: string | undefined }
  | { readonly is: 'notify' | 'wait' }
  /** The list is used up; what still plays is heard to its end. */
  | { readonly is: 'fade-out' }
);

export interface RunningInput {
  readonly is: 'input';
  readonly action: InputAction;
  keys: string;
  /** What is being said, once somebody began to speak. */
  saying: Saying | undefined;
  timer: string | undefined;
  /** True when the result was sent and its reply is awaited. */
  submitted: boolean;
}

export interface RunningRecord {
  readonly is: 'record';
  readonly action: RecordAction;
  readonly recording: Recording;
  /** For silence or length, whichever comes first. */
  timer: string | undefined;
  /** When the caller has waited long enough, in case only a key ends it. */
  readonly patience: string | undefined;
}

export type Playback = {
  /** `say_id` or `play_id`. */
  readonly id: string;
  /** Undefined when it loops for ever; unknown until the length of its file is. */
  milliseconds: number | 'unknown' | undefined;
  readonly bargeIn: boolean;
  timer: string | undefined;
} & (
  | { readonly is: 'say'; readonly body: RtcBody<'audio:say'> }
  | { readonly is: 'play'; readonly body: RtcBody<'audio:play'> }
);
