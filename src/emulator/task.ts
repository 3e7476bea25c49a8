import type { CallUuid, ConversationUuid } from '../vonage/ids.ts';
import type { SendWebhook } from './effect.ts';
import type { Recording } from './recording.ts';
import type { PendingRequest } from './request.ts';
import type { Saying } from './script.ts';
import type { UserState } from './user-state.ts';

/** What a timer of a call stands for: plain data, so that the platform is a value and not a set of promises. */
export type Task =
  /** The first half second of an inbound call, in order. */
  | { readonly do: 'ring' | 'join-caller' | 'ask-answer' }
  | { readonly do: 'presses'; readonly leg: CallUuid; readonly key: string }
  | { readonly do: 'speaks'; readonly leg: CallUuid; readonly saying: Saying }
  /** The platform presses a key towards a leg. */
  | { readonly do: 'sends-key'; readonly leg: CallUuid; readonly key: string }
  | { readonly do: 'falls-silent'; readonly leg: CallUuid }
  | { readonly do: 'caller-hangs-up' }
  /** The app of a user is elsewhere. */
  | { readonly do: 'move-user'; readonly user: string; readonly state: UserState }
  /** The one for whom the call is has waited, or heard, enough. */
  | { readonly do: 'caller-gives-up'; readonly why: string }
  | { readonly do: 'end-overlong-call' }
  /** What is being played to a leg is over. */
  | { readonly do: 'playback-over'; readonly leg: CallUuid }
  /** What plays beside the NCCO is over. */
  | { readonly do: 'beside-over'; readonly leg: CallUuid; readonly is: 'say' | 'play' }
  /** The own time of the action that runs on a leg is up. */
  | { readonly do: 'action-time-up'; readonly leg: CallUuid }
  /** A recording's file, and later its transcript, can be fetched. */
  | { readonly do: 'recording-ready' | 'transcript-ready'; readonly recording: Recording }
  /** The conversation that the call takes part in has ended. */
  | { readonly do: 'conversation-over'; readonly conversation: ConversationUuid }
  /** The recording of the conversation that the call takes part in has its longest time. */
  | { readonly do: 'recording-time-up'; readonly conversation: ConversationUuid }
  /** What was said or played to a whole conversation is over. */
  | { readonly do: 'announcement-over'; readonly conversation: ConversationUuid; readonly id: string }
  | { readonly do: 'callee'; readonly leg: CallUuid; readonly what: CalleeTask }
  /** It is the turn of whoever talks with the application behind a WebSocket. */
  | { readonly do: 'socket-turn'; readonly leg: CallUuid }
  /** A webhook that was held back leaves. */
  | { readonly do: 'send'; readonly webhook: SendWebhook; readonly request: PendingRequest }
  /** The billing events that come after a leg's end. */
  | { readonly do: 'bill'; readonly leg: CallUuid };

export type CalleeTask =
  | 'ring'
  /** Open the WebSocket that the leg leads to. */
  | 'dial'
  | 'busy'
  | 'fail'
  | 'answer'
  | 'reject'
  | 'unanswered'
  | 'time-out'
  | 'hang-up'
  | 'limit'
  /** Machine detection has its result, hears the beep, or waits for it no longer. */
  | 'detected'
  | 'beep'
  | 'beep-time-out';
