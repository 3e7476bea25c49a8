import type { ApplicationId, CallUuid, ConversationUuid } from '../vonage/ids.ts';
import type { JsonObject } from '../vonage/json.ts';
import type { Guest } from './guests.ts';
import type { LoggedEvent } from './logged-event.ts';
import type { Call } from './platform.ts';
import type { Recording } from './recording.ts';
import type { NewRecording } from './recordings.ts';

/**
 * A place for calls. Every call has one of its own, which ends with it; a named one belongs to the application, is
 * shared, and outlives the calls in it (ncco.md §3).
 */
export interface Conversation {
  readonly id: ConversationUuid;
  name: string;
  readonly application: ApplicationId;
  /** The call whose own it is; undefined for a named one. */
  owner: number | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  updatedAt: number | undefined;
  /** `display_name`, `image_url`, `properties` as the Conversation API was given them. */
  profile: JsonObject;
  lastEventId: number;
  /** Its log, as the webhooks told it; the newest `HISTORY_LIMIT` events. */
  readonly history: LoggedEvent[];
  /** The calls that are in it, in order of entry. */
  readonly participants: Map<Call, Participant>;
  /** Users without a leg, in order of entry; also those who left. */
  readonly guests: Guest[];
  /** Who is told of its events besides the application (`callback` of the Conversation API). */
  callback: ConversationCallback | undefined;
  /** What is said or played to all of it. */
  readonly announcements: Announcement[];
  /** True once somebody with `startOnEnter` is in; false again when it ends. */
  begun: boolean;
  recording: Recording | undefined;
  /** What to record as soon as it begins. */
  wantsRecording: NewRecording | undefined;
  /** When the last call left a named one. */
  emptySince: number | undefined;
}

/** A listener of one conversation (rtc-events.md §1). */
export interface ConversationCallback {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Types of events that it wants; all when empty. */
  readonly types: readonly string[];
  /** Given along with every event. */
  readonly params: JsonObject | undefined;
  /** As the API was given it. */
  readonly given: JsonObject;
}

/** Something that plays to a whole conversation; `call` is the number of the call whose timer ends it. */
export interface Announcement {
  readonly id: string;
  readonly is: 'say' | 'play';
  readonly call: number;
  readonly timer: string | undefined;
}

/** How a call takes part (ncco.md §3, §11). */
export interface Participant {
  readonly endOnExit: boolean;
  readonly muted: boolean;
  /** Legs that hear this one, and legs that it hears; all when undefined. */
  readonly canSpeak: readonly CallUuid[] | undefined;
  readonly canHear: readonly CallUuid[] | undefined;
  /** `play_id` of the music, while it waits for the conversation to begin. */
  hold: string | undefined;
}

/** Takes part like everybody else: hears all, is heard by all. */
export const plainParticipant = (): Participant => ({
  endOnExit: false,
  muted: false,
  canSpeak: undefined,
  canHear: undefined,
  hold: undefined,
});
