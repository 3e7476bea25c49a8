import type { JsonObject } from '../vonage/json.ts';
import { recordingWebhook } from '../vonage/webhooks/recording.ts';
import { transcriptionWebhook } from '../vonage/webhooks/transcription.ts';
import type { AudioFile, AudioFormat } from './audio/audio-file.ts';
import { sizeOf } from './audio/codecs.ts';
import { fileUrl, keepFile } from './files.ts';
import type { Call, EventTarget } from './platform.ts';
import { nextUuid } from './random.ts';
import type { Recording } from './recording.ts';
import { emitRtc } from './rtc-events.ts';
import { eventTarget, sendVoiceEvent } from './send.ts';
import { isoTime, schedule, type Turn } from './turn.ts';

/** From a recording's end to its file, and from there to the transcript (ours: nobody documents it). */
const FILE_DELAY_MS = 1000;
const TRANSCRIPT_DELAY_MS = 2000;

/** Days that a file is kept, as `audio:record` says it. */
const VALIDITY_DAYS = 30;

/** An MP3 holds two channels; more are recorded as WAV (ncco.md §2, S; also for ogg and when MP3 was asked for: U). */
const MOST_CODED_CHANNELS = 2;

export interface NewRecording {
  readonly format: AudioFormat;
  readonly split: boolean;
  readonly channels: number;
  readonly beepStart: boolean;
  /** Whether silence ends it. */
  readonly detectsSpeech: boolean;
  /** How long its file is said to be kept. */
  readonly validityDays?: number;
  readonly events: EventTarget | undefined;
  readonly transcription: TranscriptionWish | undefined;
}

interface TranscriptionWish {
  readonly language?: string;
  readonly sentimentAnalysis?: boolean;
  readonly eventUrl?: unknown;
  readonly eventMethod?: unknown;
}

/** Begins to record the conversation that the call is in. */
export const startRecording = (turn: Turn, call: Call, wanted: NewRecording): Recording => {
  const { conversation } = call;
  const id = nextUuid(call.random);
  const format = wanted.channels > MOST_CODED_CHANNELS ? 'wav' : wanted.format;
  const { transcription } = wanted;
  emitRtc(turn, call, {
    type: 'audio:record',
    leg: undefined,
    body: {
      format,
      split: wanted.split,
      channels: wanted.channels,
      beep_start: wanted.beepStart,
      beep_stop: false,
      detect_speech: wanted.detectsSpeech,
      streamed: true,
      validity: wanted.validityDays ?? VALIDITY_DAYS,
      ...(transcription && {
        transcription: {
          language: transcription.language ?? 'en-US',
          sentiment_analysis: transcription.sentimentAnalysis ?? false,
        },
      }),
      recording_id: id,
    },
  });
  return {
    id,
    file: nextUuid(call.random),
    format,
    channels: wanted.channels,
    eventId: conversation.lastEventId,
    startedAt: turn.at,
    endedAt: undefined,
    longestUntil: undefined,
    conversation,
    events: wanted.events,
    transcription: transcription && { events: eventTarget(transcription) },
    said: [],
  };
};

/** Ends a recording, once; its webhook follows when the file is there. */
export const stopRecording = (turn: Turn, call: Call, recording: Recording): void => {
  if (recording.endedAt !== undefined) return;
  recording.endedAt = turn.at;
  if (recording.conversation !== call.conversation) recording.eventId = undefined;
  recording.conversation = call.conversation;
  emitRtc(turn, call, { type: 'audio:record:stop', leg: undefined, body: { record_id: recording.id } });
  schedule(turn, call, FILE_DELAY_MS, { do: 'recording-ready', recording });
};

/** Lets the recording of a conversation end after so many seconds; the call carries the timer. */
export const limitRecording = (turn: Turn, call: Call, recording: Recording, seconds: number): void => {
  recording.longestUntil = turn.at + seconds * 1000;
  watchRecording(turn, call, recording);
};

/** A call that leaves takes its timers along, so that another one carries on. */
export const watchRecording = (turn: Turn, call: Call, { longestUntil }: Recording): void => {
  if (longestUntil === undefined) return;
  schedule(turn, call, longestUntil - turn.at, {
    do: 'recording-time-up',
    conversation: call.conversation.id,
  });
};

export const recordingTimeUp = (turn: Turn, call: Call, conversationId: string): void => {
  const { conversation } = call;
  const { recording } = conversation;
  if (conversation.id !== conversationId || recording?.longestUntil === undefined) return;
  if (turn.at < recording.longestUntil) return;
  conversation.recording = undefined;
  stopRecording(turn, call, recording);
};

/** What runs beside a call's actions ends with the call. */
export const stopRecordings = (turn: Turn, call: Call): void => {
  for (const recording of call.recordings.splice(0)) stopRecording(turn, call, recording);
};

/** What somebody says is in every recording that runs where they are. */
export const hearInRecordings = (turn: Turn, call: Call, text: string, milliseconds: number): void => {
  const utterance = { text, from: turn.at, to: turn.at + milliseconds };
  const { recording } = call.conversation;
  for (const one of recording ? [...call.recordings, recording] : call.recordings) one.said.push(utterance);
};

/** The file is there: `audio:record:done` and the voice event with its address (voice-webhooks.md §5.1). */
export const recordingReady = (turn: Turn, call: Call, recording: Recording): void => {
  const { startedAt, endedAt = turn.at, conversation, format, channels } = recording;
  const audio: AudioFile = { format, channels, milliseconds: endedAt - startedAt };
  keepFile(turn.platform, recording.file, {
    is: 'recording',
    application: call.application,
    at: turn.at,
    audio,
  });
  const url = fileUrl(turn.platform, recording.file);
  emitRtc(turn, call, {
    type: 'audio:record:done',
    conversation,
    leg: undefined,
    body: {
      ...(recording.eventId !== undefined && { event_id: recording.eventId }),
      recording_id: recording.id,
      destination_url: url,
      format,
      start_time: isoTime(startedAt),
      end_time: isoTime(endedAt),
      size: sizeOf(audio),
    },
  });
  tell(turn, call, 'record', recording.events, {
    ...recordingWebhook.encode({
      kind: 'recording',
      start_time: toSeconds(startedAt),
      recording_url: url,
      size: sizeOf(audio),
      recording_uuid: recording.id,
      end_time: toSeconds(endedAt),
      conversation_uuid: conversation.id,
      type: 'record',
      timestamp: isoTime(turn.at),
    }),
  });
  if (recording.transcription)
    schedule(turn, call, TRANSCRIPT_DELAY_MS, { do: 'transcript-ready', recording });
};

/** The transcript is there (voice-webhooks.md §5.2). `audio:transcribe:done` is not in the list of 2026, so it is not sent. */
export const transcriptReady = (turn: Turn, call: Call, recording: Recording): void => {
  const { startedAt, endedAt = turn.at } = recording;
  const id = nextUuid(call.random);
  keepFile(turn.platform, id, {
    is: 'transcript',
    application: call.application,
    at: turn.at,
    requestId: nextUuid(call.random),
    milliseconds: endedAt - startedAt,
    // Somebody who was cut off is written down as far as the recording goes.
    said: recording.said
      .filter(({ from }) => from < endedAt)
      .map(({ text, from, to }) => ({
        text,
        from: from - startedAt,
        to: Math.min(to, endedAt) - startedAt,
      })),
  });
  tell(turn, call, 'transcribed', recording.transcription?.events, {
    ...transcriptionWebhook.encode({
      kind: 'transcription',
      type: 'record',
      status: 'transcribed',
      conversation_uuid: recording.conversation.id,
      recording_uuid: recording.id,
      transcription_url: fileUrl(turn.platform, id),
    }),
  });
};

const tell = (
  turn: Turn,
  call: Call,
  kind: string,
  target: EventTarget | undefined,
  fields: JsonObject,
): void =>
  void sendVoiceEvent(turn, call, {
    kind,
    leg: undefined,
    target,
    fields,
    purpose: { for: 'information' },
  });

/** Recording events tell time without milliseconds (voice-webhooks.md §3, I). */
const toSeconds = (at: number): string => isoTime(at).replace(/\.\d+Z$/, 'Z');
