import {
  integer,
  list,
  listOf,
  number,
  required,
  shape,
  text,
  textOrNull,
  trueOrFalse,
} from '../../fields.ts';
import { channel } from './channel.ts';
import { entry } from './entry.ts';

const PLAY = {
  stream_url: required(list(text)),
  level: required(number),
  loop: required(integer),
  queue: trueOrFalse,
  play_id: required(text),
} as const;

const SAY = {
  text: required(text),
  level: required(number),
  loop: required(integer),
  queue: trueOrFalse,
  voice_name: text,
  language: text,
  style: integer,
  premium: trueOrFalse,
  ssml: trueOrFalse,
  say_id: required(text),
} as const;

/** One key. The Client SDK needs `digit` and `channel`. */
const DTMF = {
  digits: text,
  digit: text,
  dtmf_id: text,
  dtmf_seq: integer,
  method: text,
  duration: integer,
  channel,
} as const;

/** `multitrack` is `mulitrack` in CAPI26, and then stays in `extra`. */
const RECORD = {
  format: text,
  split: trueOrFalse,
  channels: integer,
  multitrack: trueOrFalse,
  beep_start: trueOrFalse,
  beep_stop: trueOrFalse,
  detect_speech: trueOrFalse,
  streamed: trueOrFalse,
  validity: integer,
  transcription: shape({ language: text, sentiment_analysis: trueOrFalse } as const),
  recording_id: required(text),
} as const;

const RECORD_DONE = {
  event_id: integer,
  recording_id: required(text),
  destination_url: required(text),
  format: required(text),
  start_time: required(text),
  end_time: required(text),
  size: required(integer),
  channel,
} as const;

const TRANSCRIBE_DONE = {
  request_id: required(text),
  recording_id: required(text),
  transcription_url: text,
  error: textOrNull,
  channel,
} as const;

/** Speech recognition; `call_id` is the leg. `error` is empty text when all went well (rtc-events.md §4.2). */
const ASR = {
  results: required(listOf({ word: text, confidence: number } as const)),
  error: required(textOrNull),
  asr_id: required(text),
  call_id: text,
  timeout_reason: text,
} as const;

const ASR_RECORD = {
  asr_id: text,
  call_id: text,
  destination_url: text,
  format: text,
  start_time: text,
  end_time: text,
  size: integer,
  media_service_uuid: text,
  error: textOrNull,
} as const;

const LEG_ID = { rtc_id: required(text) } as const;
const SPEAKING = { channel: required(channel) } as const;

/** What is heard, said, pressed and recorded (rtc-events.md §4). `stop` of a recording says `record_id`. */
export const AUDIO_EVENTS = {
  'audio:play': entry(PLAY, 'listed'),
  'audio:play:stop': entry({ play_id: required(text) }, 'listed'),
  'audio:play:done': entry({ play_id: required(text), error: textOrNull, channel }, 'listed', 'id-optional'),
  'audio:say': entry(SAY, 'listed', 'sdk'),
  'audio:say:stop': entry({ say_id: required(text) }, 'listed'),
  'audio:say:done': entry({ say_id: required(text), error: textOrNull, channel }, 'listed', 'sdk'),
  'audio:dtmf': entry(DTMF, 'listed', 'sdk'),
  'audio:record': entry(RECORD, 'listed'),
  'audio:record:stop': entry({ record_id: required(text) }, 'listed'),
  'audio:record:done': entry(RECORD_DONE, 'listed', 'id-optional'),
  'audio:transcribe:done': entry(TRANSCRIBE_DONE, 'id-optional'),
  'audio:ringing:start': entry({}),
  'audio:ringing:stop': entry({}),
  'audio:mute:on': entry(LEG_ID, 'listed', 'sdk'),
  'audio:mute:off': entry(LEG_ID, 'listed', 'sdk'),
  'audio:earmuff:on': entry(LEG_ID, 'listed', 'sdk'),
  'audio:earmuff:off': entry(LEG_ID, 'listed', 'sdk'),
  'audio:speaking:on': entry(SPEAKING, 'listed'),
  'audio:speaking:off': entry(SPEAKING, 'listed'),
  'audio:asr:done': entry({ channel: required(channel), asr: required(shape(ASR)) }, 'listed'),
  'audio:asr:record:done': entry({ channel: required(channel), asr: required(shape(ASR_RECORD)) }, 'listed'),
} as const;
