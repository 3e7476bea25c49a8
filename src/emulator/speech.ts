import type { InputAction } from '../vonage/ncco.ts';
import { defaultOf } from '../vonage/ncco.ts';
import type { AudioFile } from './audio/audio-file.ts';
import { sizeOf } from './audio/codecs.ts';
import { channelOf } from './channel.ts';
import { fileUrl, keepFile } from './files.ts';
import type { Heard } from './input-event.ts';
import { timeToSay } from './person.ts';
import type { Call, Leg } from './platform.ts';
import { nextUuid } from './random.ts';
import { emitRtc } from './rtc-events.ts';
import type { Saying } from './script.ts';
import { isoTime, type Turn } from './turn.ts';

/** How an `input` listens to speech, in milliseconds where it is a time (ncco.md §9). */
export interface SpeechSettings {
  readonly startTimeoutMs: number;
  readonly endOnSilenceMs: number;
  readonly maxDurationMs: number;
  readonly saveAudio: boolean;
}

export const speechSettings = ({ speech }: InputAction): SpeechSettings => ({
  startTimeoutMs: (speech?.startTimeout ?? defaultOf('input', 'speech.startTimeout')) * 1000,
  endOnSilenceMs: (speech?.endOnSilence ?? defaultOf('input', 'speech.endOnSilence')) * 1000,
  maxDurationMs: (speech?.maxDuration ?? defaultOf('input', 'speech.maxDuration')) * 1000,
  saveAudio: speech?.saveAudio ?? defaultOf('input', 'speech.saveAudio'),
});

/** From the first word until recognition ends, in milliseconds. */
export const recognitionTime = (settings: SpeechSettings, saying: Saying): number =>
  Math.min(settings.maxDurationMs, timeToSay(saying) + settings.endOnSilenceMs);

type Recognised = { readonly text: string; readonly confidence: number };

/** Sure of the first, and of each further one less: no source gives real figures (U). */
const BEST_CONFIDENCE = 0.95;
const STEP_OF_CONFIDENCE = 0.15;
const LEAST_CONFIDENCE = 0.05;

/** What was understood, best first. Of a speech that was cut off, the words until then. */
const understand = (settings: SpeechSettings, saying: Saying): readonly Recognised[] => {
  const guess = (index: number): number =>
    Math.max(LEAST_CONFIDENCE, (saying.confidence ?? BEST_CONFIDENCE) - STEP_OF_CONFIDENCE * index);
  const share = Math.min(1, settings.maxDurationMs / timeToSay(saying));
  return [saying, ...(saying.alternatives ?? [])]
    .map((one, index) => {
      const { text, confidence = guess(index) } = typeof one === 'string' ? { text: one } : one;
      return { text: beginOf(text, share), confidence: Number(confidence.toFixed(4)) };
    })
    .sort((one, other) => other.confidence - one.confidence);
};

const beginOf = (text: string, share: number): string => {
  if (share >= 1) return text;
  const words = text.split(/\s+/);
  return words.slice(0, Math.floor(words.length * share)).join(' ');
};

/**
 * Ends recognition: its RTC events, and the `speech` of the input webhook. Without anything said its time to begin ran
 * out.
 */
export const recognise = (
  turn: Turn,
  call: Call,
  leg: Leg,
  settings: SpeechSettings,
  saying: Saying | undefined,
): Heard['speech'] => {
  const reason = timeoutReason(settings, saying);
  const results = saying === undefined || saying.error !== undefined ? [] : understand(settings, saying);
  const channel = channelOf(call, leg);
  const ids = { asr_id: nextUuid(call.random), call_id: leg.uuid };
  const asr = { ...ids, error: saying?.error ?? '', timeout_reason: reason };
  emitRtc(turn, call, {
    type: 'audio:asr:done',
    leg,
    // Here a word is what the voice event calls text, and the confidence a number (rtc-events.md §4).
    body: {
      channel,
      asr: { ...asr, results: results.map(({ text, confidence }) => ({ word: text, confidence })) },
    },
  });
  return {
    timeout_reason: reason,
    ...(saying?.error === undefined
      ? { results: results.map(({ text, confidence }) => ({ confidence: String(confidence), text })) }
      : { error: saying.error }),
    ...(settings.saveAudio && { recording_url: saveAudio(turn, call, leg, settings, saying, ids) }),
  };
};

const timeoutReason = (settings: SpeechSettings, saying: Saying | undefined): string => {
  if (saying === undefined) return 'start_timeout';
  const untilSilence = timeToSay(saying) + settings.endOnSilenceMs;
  return untilSilence > settings.maxDurationMs ? 'max_duration' : 'end_on_silence_timeout';
};

/** What was heard, as a file like a recording's. Gives its address (voice-webhooks.md §5.1). */
const saveAudio = (
  turn: Turn,
  call: Call,
  leg: Leg,
  settings: SpeechSettings,
  saying: Saying | undefined,
  ids: { readonly asr_id: string; readonly call_id: string },
): string => {
  const file = nextUuid(call.random);
  const url = fileUrl(turn.platform, file);
  const milliseconds = saying ? recognitionTime(settings, saying) : settings.startTimeoutMs;
  const audio: AudioFile = { format: 'mp3', channels: 1, milliseconds };
  keepFile(turn.platform, file, {
    is: 'recording',
    application: call.application,
    at: turn.at,
    audio,
  });
  emitRtc(turn, call, {
    type: 'audio:asr:record:done',
    leg,
    body: {
      channel: channelOf(call, leg),
      asr: {
        ...ids,
        destination_url: url,
        format: 'mp3',
        start_time: isoTime(turn.at - milliseconds),
        end_time: isoTime(turn.at),
        size: sizeOf(audio),
        error: '',
      },
    },
  });
  return url;
};
