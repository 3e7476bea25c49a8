import { isJsonObject, type Json, type JsonObject } from '../../../vonage/json.ts';
import { decodeRtcBody, isRtcTypeKnown, rtcBodyOf } from '../../../vonage/webhooks/rtc-bodies.ts';
import { announce, stopAnnouncement } from '../../announce.ts';
import type { AudioFormat } from '../../audio/audio-file.ts';
import { setEarmuffed, setMuted } from '../../audio-state.ts';
import { playBeside, stopBeside } from '../../beside.ts';
import type { Conversation } from '../../conversation.ts';
import { carrierOf } from '../../errand.ts';
import { keyPressed } from '../../perform.ts';
import type { Playback } from '../../performance.ts';
import { nextUuid } from '../../random.ts';
import { startRecording, stopRecording } from '../../recordings.ts';
import { emit } from '../../rtc-events.ts';
import { filePlayback, speechPlayback } from '../../sound.ts';
import { measureStream } from '../../stream-length.ts';
import type { Turn } from '../../turn.ts';
import { notEmulated } from '../not-emulated.ts';
import type { RestReply } from '../problem.ts';
import { type Membership, membersOf } from './member-body.ts';
import { refuse } from './refuse.ts';

/** What `POST …/events` is to do. */
interface Wish {
  readonly turn: Turn;
  readonly conversation: Conversation;
  readonly type: string;
  readonly body: JsonObject;
  /** Who does it, and to whom; undefined when it is nobody's, or meant for all. */
  readonly from: Membership | undefined;
  readonly to: Membership | undefined;
}

/** Why it is not done; nothing when it was, and the newest event of the log is what came of it. */
type Done = RestReply | JsonObject | undefined;

const isRefusal = (done: Done): done is RestReply => done !== undefined && 'status' in done;

/** Reads and does it. Gives the event, or why there is none (rtc-events.md §7). */
export const postEvent = (
  turn: Turn,
  conversation: Conversation,
  request: JsonObject,
): { readonly event: JsonObject } | { readonly refusal: RestReply } => {
  const { type, body = {} } = request;
  const act = typeof type === 'string' ? actFor(type) : undefined;
  if (typeof type !== 'string' || act === undefined)
    return { refusal: invalid(turn, 'type', `"type" must be one of [${TAKEN.join(', ')}]`) };
  if (!isJsonObject(body)) return { refusal: invalid(turn, 'body', '"body" must be an object') };
  const members = membersOf(conversation);
  const named = (name: string): Membership | undefined =>
    members.find(({ member }) => member.id === request[name]);
  const [from, to] = [named('from'), named('to')];
  for (const [name, member] of [['from', from] as const, ['to', to] as const]) {
    if (request[name] !== undefined && request[name] !== null && member === undefined)
      return { refusal: refuse(turn, 'conversation:error:member-not-found') };
  }
  const done = act({ turn, conversation, type, body, from, to });
  if (isRefusal(done)) return { refusal: done };
  return { event: done ?? conversation.history.at(-1)!.fields() };
};

const invalid = (turn: Turn, name: string, reason: string): RestReply =>
  refuse(turn, 'http:error:validation-fail', [{ name, reason }]);

type Act = (wish: Wish) => Done;

/** Into the log and out to whoever listens, as it came. */
const tell: Act = ({ turn, conversation, type, body, from, to }) => {
  if (isRtcTypeKnown(type) && decodeRtcBody(type, body) === undefined)
    return invalid(turn, 'body', `"body" is not that of ${type}`);
  return emit(turn, carrierOf(turn, conversation), {
    type,
    leg: from?.is === 'leg' ? from.leg : undefined,
    member: from?.member,
    to: to?.member.id,
    conversation,
    body: () => body,
    isKept: type !== 'ephemeral',
  }).fields();
};

const say: Act = (wish) => {
  const { turn, body } = wish;
  const { text, level, loop, language, style, premium } = body;
  if (typeof text !== 'string' || text === '') return invalid(turn, 'body.text', '"text" is required');
  const options = { ...number('level', level), ...number('loop', loop), ...number('style', style) };
  const action = {
    ...({ action: 'talk', text, ...options } as const),
    ...(typeof language === 'string' && { language }),
    ...(typeof premium === 'boolean' && { premium }),
  };
  return play(wish, speechPlayback(action, nextUuid(turn.platform.random)));
};

const playFile: Act = (wish) => {
  const { turn, body } = wish;
  const { stream_url: urls, level, loop } = body;
  if (!Array.isArray(urls) || typeof urls[0] !== 'string')
    return invalid(turn, 'body.stream_url', '"stream_url" must be an array of one URL');
  const action = {
    ...({ action: 'stream', streamUrl: [urls[0]] } as const),
    ...number('level', level),
    ...number('loop', loop),
  };
  return play(wish, filePlayback(action, nextUuid(turn.platform.random)));
};

/** Numbers come as text from some SDKs, as in the Voice API. */
const number = <N extends string>(name: N, value: Json | undefined): { readonly [K in N]?: number } => {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? ({ [name]: read } as { [K in N]: number }) : {};
};

const play = ({ turn, conversation, to }: Wish, playback: Playback): Done => {
  if (to === undefined) {
    announce(turn, conversation, playback);
    return undefined;
  }
  if (to.is !== 'leg') return withoutLeg(turn);
  const { call, leg } = to;
  turn.touched = call;
  playBeside(turn, call, leg, playback);
  const event = conversation.history.at(-1)?.fields();
  if (playback.is === 'play')
    measureStream(turn, call, leg, String(playback.body.stream_url[0]), playback.id);
  return event;
};

const withoutLeg = (turn: Turn): RestReply => invalid(turn, 'to', '"to" must be a member with a leg');

const stopPlaying =
  (is: Playback['is'], key: 'say_id' | 'play_id'): Act =>
  ({ turn, conversation, body }) => {
    const id = body[key];
    if (typeof id !== 'string') return invalid(turn, `body.${key}`, `"${key}" is required`);
    if (stopAnnouncement(turn, conversation, is, id)) return undefined;
    const played = membersOf(conversation).find((one) => one.is === 'leg' && one.leg.beside[is]?.id === id);
    if (played?.is !== 'leg') return refuse(turn, 'event:error:not-found');
    turn.touched = played.call;
    stopBeside(turn, played.call, played.leg, is);
    return undefined;
  };

/** A member on a leg presses keys, as the Client SDK's `sendDTMF` does; the NCCO there hears them. */
const press: Act = (wish) => {
  const { turn, body, from } = wish;
  const keys = body['digit'] ?? body['digits'];
  if (typeof keys !== 'string' || !/^[0-9*#]+$/.test(keys))
    return invalid(turn, 'body.digit', '"digit" must be keys 0-9, * and #');
  if (from?.is !== 'leg') return tell(wish);
  turn.touched = from.call;
  for (const key of keys) keyPressed(turn, from.call, from.leg, key);
  return undefined;
};

const setAudio =
  (set: typeof setMuted, isOn: boolean): Act =>
  ({ turn, conversation, body, from, to }) => {
    const leg = body['rtc_id'];
    const meant = membersOf(conversation).find((one) => one.is === 'leg' && one.leg.uuid === leg);
    const target = to ?? meant ?? from;
    if (target?.is !== 'leg') return withoutLeg(turn);
    turn.touched = target.call;
    set(turn, target.call, target.leg, isOn);
    return undefined;
  };

const FORMATS: readonly AudioFormat[] = ['mp3', 'wav', 'ogg'];

const record: Act = ({ turn, conversation, body }) => {
  const [call] = conversation.participants.keys();
  if (call === undefined) return notEmulated('the recording of a conversation that nobody is in');
  if (conversation.recording) return invalid(turn, 'type', 'the conversation is being recorded');
  turn.touched = call;
  const { format, split, channels } = body;
  const known = FORMATS.find((one) => one === format);
  conversation.recording = startRecording(turn, call, {
    format: known ?? 'mp3',
    split: split === true || split === 'conversation',
    channels: typeof channels === 'number' ? channels : 1,
    beepStart: body['beep_start'] === true,
    detectsSpeech: body['detect_speech'] === true,
    events: undefined,
    transcription: undefined,
  });
  return undefined;
};

const stopRecord: Act = ({ turn, conversation, body }) => {
  const [call] = conversation.participants.keys();
  const { recording } = conversation;
  if (call === undefined || recording === undefined || recording.id !== body['record_id'])
    return refuse(turn, 'event:error:not-found');
  turn.touched = call;
  conversation.recording = undefined;
  stopRecording(turn, call, recording);
  return undefined;
};

const ACTS: Readonly<Record<string, Act>> = {
  'audio:say': say,
  'audio:say:stop': stopPlaying('say', 'say_id'),
  'audio:play': playFile,
  'audio:play:stop': stopPlaying('play', 'play_id'),
  'audio:dtmf': press,
  'audio:record': record,
  'audio:record:stop': stopRecord,
  'audio:mute:on': setAudio(setMuted, true),
  'audio:mute:off': setAudio(setMuted, false),
  'audio:earmuff:on': setAudio(setEarmuffed, true),
  'audio:earmuff:off': setAudio(setEarmuffed, false),
  'audio:speaking:on': tell,
  'audio:speaking:off': tell,
  ephemeral: tell,
  message: tell,
  'message:submitted': tell,
  'message:delivered': tell,
  'message:seen': tell,
  'message:rejected': tell,
  'message:undeliverable': tell,
};

const TAKEN = [...Object.keys(ACTS), 'custom:{name}'];

const actFor = (type: string): Act | undefined => {
  if (Object.hasOwn(ACTS, type)) return ACTS[type];
  return type.startsWith('custom:') && rtcBodyOf(type) ? tell : undefined;
};
