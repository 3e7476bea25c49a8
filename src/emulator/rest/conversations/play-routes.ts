import { PUT_RECORD } from '../../../vonage/conversation-api/record-body.ts';
import { isJsonObject } from '../../../vonage/json.ts';
import type { OptionsOf, OptionTable } from '../../../vonage/ncco/option.ts';
import { PUT_STREAM, PUT_TALK } from '../../../vonage/voice-api/leg-bodies.ts';
import { readBody } from '../../../vonage/voice-api/read-body.ts';
import { announce, stopAnnouncements } from '../../announce.ts';
import type { Conversation } from '../../conversation.ts';
import type { Playback } from '../../performance.ts';
import { nextUuid } from '../../random.ts';
import { limitRecording, startRecording, stopRecording } from '../../recordings.ts';
import { eventTarget } from '../../send.ts';
import { filePlayback, speechPlayback } from '../../sound.ts';
import type { Turn } from '../../turn.ts';
import { notEmulated } from '../not-emulated.ts';
import type { RestReply } from '../problem.ts';
import type { Answer, Routes } from '../route.ts';
import { CONVERSATIONS_PATH } from './conversation-body.ts';
import { conversationFor, noConversation } from './conversation-routes.ts';
import { refuse } from './refuse.ts';

/** Reads the body of a PUT to a conversation by its table, and does it there. */
const put =
  <T extends OptionTable>(
    table: T,
    act: (turn: Turn, conversation: Conversation, fields: OptionsOf<T>) => RestReply,
  ): Answer =>
  (turn, request, params) => {
    const conversation = conversationFor(turn, request, params);
    if (conversation === undefined) return noConversation(turn);
    if (!isJsonObject(request.body)) return refuse(turn, 'http:error:validation-fail');
    const reading = readBody(table, request.body);
    return reading.ok
      ? act(turn, conversation, reading.body)
      : refuse(turn, 'http:error:validation-fail', reading.faults);
  };

/** Begins in the place of what the same address began before, as on a leg (U); `uuid` is its `say_id` or `play_id`. */
const begin = (turn: Turn, conversation: Conversation, playback: Playback, message: string): RestReply => {
  stopAnnouncements(turn, conversation, playback.is);
  announce(turn, conversation, playback);
  return { status: 200, body: { message, uuid: playback.id } };
};

const talk = put(PUT_TALK, (turn, conversation, { voice_name: _old, ...action }) =>
  begin(
    turn,
    conversation,
    speechPlayback({ action: 'talk', ...action }, nextUuid(turn.platform.random)),
    'Talk started',
  ),
);

const stream = put(PUT_STREAM, (turn, conversation, { stream_url: streamUrl, ...action }) =>
  begin(
    turn,
    conversation,
    filePlayback({ action: 'stream', streamUrl, ...action }, nextUuid(turn.platform.random)),
    'Stream started',
  ),
);

/** Stopping what does not play is fine too, as on a leg; then there is no `uuid` (U). */
const stop =
  (is: Playback['is'], message: string): Answer =>
  (turn, request, params) => {
    const conversation = conversationFor(turn, request, params);
    if (conversation === undefined) return noConversation(turn);
    const uuid = stopAnnouncements(turn, conversation, is);
    return { status: 200, body: { message, ...(uuid !== undefined && { uuid }) } };
  };

const record = put(PUT_RECORD, (turn, conversation, fields) => {
  const [call] = conversation.participants.keys();
  if (call === undefined) return notEmulated('the recording of a conversation that nobody is in');
  turn.touched = call;
  const { recording } = conversation;
  if ((fields.action === 'stop') === (recording === undefined)) {
    const reason = `the conversation is ${recording ? 'being' : 'not being'} recorded`;
    return refuse(turn, 'http:error:validation-fail', [{ name: 'action', reason }]);
  }
  if (recording) {
    conversation.recording = undefined;
    stopRecording(turn, call, recording);
  } else conversation.recording = startedBy(turn, conversation, fields);
  // The reference tells of no body.
  return { status: 200, body: undefined };
});

const startedBy = (turn: Turn, conversation: Conversation, fields: OptionsOf<typeof PUT_RECORD>) => {
  const [call] = conversation.participants.keys();
  const { split = PUT_RECORD.split.default, transcription } = fields;
  const isSplit = split === 'conversation';
  const recording = startRecording(turn, call!, {
    // What plays here as Ogg holds Opus.
    format: fields.format === 'vorbis' ? 'ogg' : (fields.format ?? PUT_RECORD.format.default),
    split: isSplit,
    channels: isSplit ? 2 : 1,
    beepStart: false,
    detectsSpeech: false,
    validityDays: fields.retention_ttl ?? PUT_RECORD.retention_ttl.default,
    events: eventTarget({ eventUrl: fields.event_url, eventMethod: fields.event_method }),
    transcription: transcription && {
      ...(transcription.language !== undefined && { language: transcription.language }),
      ...(transcription.sentiment_analysis !== undefined && {
        sentimentAnalysis: transcription.sentiment_analysis,
      }),
      eventUrl: transcription.event_url,
      eventMethod: transcription.event_method,
    },
  });
  limitRecording(turn, call!, recording, fields.timeout ?? PUT_RECORD.timeout.default);
  return recording;
};

const AT = `${CONVERSATIONS_PATH}/:id`;

/** Saying, playing and recording in a whole conversation (rtc-events.md §7; replies of Conversation API 5.5.1). */
export const PLAY_ROUTES: Routes = {
  [`${AT}/talk`]: { PUT: talk, DELETE: stop('say', 'Talk stopped') },
  [`${AT}/stream`]: { PUT: stream, DELETE: stop('play', 'Stream stopped') },
  [`${AT}/record`]: { PUT: record },
};
