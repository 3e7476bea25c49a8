import type { CallUuid } from '../vonage/ids.ts';
import type { InputAction, Ncco } from '../vonage/ncco.ts';
import type { RtcBody } from '../vonage/webhooks/rtc-bodies.ts';
import type { Recording } from './recording.ts';

/** An NCCO in execution on the caller's leg. */
export interface Performance {
  readonly ncco: Ncco;
  /** Index of the action to begin next. */
  next: number;
  /** The action that the list waits for. */
  running: Running | undefined;
  /** What the caller hears and will hear next; the first plays now. */
  readonly playback: Playback[];
}

/** State of a running action. `serial` tells it from other actions of the call, so that a late reply finds nobody. */
export type Running = { readonly serial: number } & (
  | { readonly is: 'talk' | 'stream'; readonly playback: string }
  | RunningInput
  | RunningRecord
  | { readonly is: 'connect'; readonly leg: CallUuid; readonly timeoutMs: number; readonly limitMs: number }
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
  timer: string | undefined;
  /** True when the result was sent and its reply is awaited. */
  submitted: boolean;
}

export interface RunningRecord {
  readonly is: 'record';
  readonly recording: Recording;
  readonly endOnKey: string | undefined;
  /** For silence or length, whichever comes first. */
  readonly timer: string | undefined;
  /** When the caller has waited long enough, in case only a key ends it. */
  readonly patience: string | undefined;
}

export type Playback = {
  /** `say_id` or `play_id`. */
  readonly id: string;
  /** Undefined when it loops for ever. */
  readonly milliseconds: number | undefined;
  readonly bargeIn: boolean;
  timer: string | undefined;
} & (
  | { readonly is: 'say'; readonly body: RtcBody<'audio:say'> }
  | { readonly is: 'play'; readonly body: RtcBody<'audio:play'> }
);
