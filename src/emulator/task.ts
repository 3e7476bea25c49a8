import type { CallUuid, ConversationUuid } from '../vonage/ids.ts';
import type { Recording } from './recording.ts';

/** What a timer of a call stands for: plain data, so that the platform is a value and not a set of promises. */
export type Task =
  /** The first half second of an inbound call, in order. */
  | { readonly do: 'ring' | 'join-caller' | 'ask-answer' }
  | { readonly do: 'caller-presses'; readonly key: string }
  | { readonly do: 'caller-hangs-up' }
  | { readonly do: 'end-overlong-call' }
  /** What is being played to the caller is over. */
  | { readonly do: 'playback-over' }
  /** The running action's own time is up. */
  | { readonly do: 'action-time-up' }
  /** The caller begins or ends to say something. */
  | { readonly do: 'caller-speaks'; readonly on: boolean }
  /** A recording's file, and later its transcript, can be fetched. */
  | { readonly do: 'recording-ready' | 'transcript-ready'; readonly recording: Recording }
  /** The conversation that the call takes part in has ended. */
  | { readonly do: 'conversation-over'; readonly conversation: ConversationUuid }
  | { readonly do: 'callee'; readonly leg: CallUuid; readonly what: CalleeTask }
  /** The billing events that come after a leg's end. */
  | { readonly do: 'bill'; readonly leg: CallUuid };

export type CalleeTask =
  | 'ring'
  | 'busy'
  | 'fail'
  | 'answer'
  | 'reject'
  | 'unanswered'
  | 'time-out'
  | 'hang-up'
  | 'limit';
