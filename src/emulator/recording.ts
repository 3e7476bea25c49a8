import type { ApplicationId } from '../vonage/ids.ts';
import type { AudioFile, AudioFormat } from './audio/audio-file.ts';
import type { Conversation } from './conversation.ts';
import type { EventTarget } from './platform.ts';

/** A recording that runs, or whose file is in the making. */
export interface Recording {
  /** `recording_uuid` of the voice events and `recording_id` of the RTC events (the same value: U). */
  readonly id: string;
  /** The id at the end of `recording_url`, which is another one (voice-webhooks.md §5.1, S). */
  readonly file: string;
  readonly format: AudioFormat;
  readonly channels: number;
  /** Number of its `audio:record`; undefined once it is in another conversation, where that says nothing. */
  eventId: number | undefined;
  readonly startedAt: number;
  endedAt: number | undefined;
  /** When it ends at the latest, if something says so. */
  longestUntil: number | undefined;
  /** Where it is when it ends. */
  conversation: Conversation;
  readonly events: EventTarget | undefined;
  readonly transcription: { readonly events: EventTarget | undefined } | undefined;
  readonly said: Utterance[];
}

/** Something that a scripted person says. Times in milliseconds since 1970. */
export interface Utterance {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What is behind `/v1/files/{id}`. The bytes are made when somebody asks for them. */
export type StoredFile = { readonly application: ApplicationId; readonly at: number } & (
  | { readonly is: 'recording'; readonly audio: AudioFile }
  | {
      readonly is: 'transcript';
      readonly requestId: string;
      readonly milliseconds: number;
      /** From the recording's beginning on. */
      readonly said: readonly Utterance[];
    }
);
