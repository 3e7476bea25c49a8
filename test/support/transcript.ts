import type { Effect, SendWebhook } from '../../src/emulator/effect.ts';
import { connectionWords, elsewhereWords, loginWords, refusedWords } from '../../src/flow/platform-words.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/vonage/json.ts';
import type { PlatformEvent } from '../../src/vonage/platform-event.ts';
import { type Happening, type RestAsk, START } from './emulator-driver.ts';

type AnswerRest = Extract<Effect, { readonly do: 'answer-rest' }>;

/**
 * A run of the emulator as text that reads like a playbook: `>` comes into the platform, `<` goes out of it, `*` is an
 * action that begins, `~` what a Client SDK user gets, `+` time that passes. Legs and conversations have letters.
 */
export const transcript = (happenings: readonly Happening[]): string => {
  const lines: string[] = [];
  // Where a call moves, every event says which conversation it is in.
  const moves = happenings.some(
    ({ effect }) => effect.do === 'send-webhook' && 'conversation_uuid_to' in effect.fields,
  );
  const names = new Map<string, string>();
  const name = (id: string): string => {
    if (!names.has(id)) {
      const isConversation = id.startsWith('CON-');
      const count = [...names.keys()].filter((other) => other.startsWith('CON-') === isConversation).length;
      names.set(id, isConversation ? `C${count + 1}` : String.fromCharCode(65 + count));
    }
    return names.get(id)!;
  };
  const callers = new Set<string>();
  let now = START;
  for (const { at, effect, outcome, asked } of happenings) {
    if (effect.do === 'note' && effect.event.name === 'call-placed') callers.add(effect.event.leg);
    const words =
      effect.do === 'send-webhook'
        ? webhook(effect, outcome, name, moves)
        : effect.do === 'note'
          ? event(effect.event, name, moves, callers)
          : effect.do === 'cue-socket'
            ? `  socket ${name(effect.leg)} hears ${effect.cue.is === 'key' ? `key ${effect.cue.digit}` : `speech of ${effect.cue.milliseconds} ms`}`
            : effect.do === 'answer-rest' && asked
              ? rest(asked, effect)
              : undefined;
    if (words === undefined) continue;
    if (at !== now) lines.push(`+${Number(((at - now) / 1000).toFixed(3))}s`);
    now = at;
    lines.push(words);
  }
  return `${lines.join('\n')}\n`;
};

type Name = (id: string) => string;

/** A request to the API and its reply. */
const rest = ({ method, path, body }: RestAsk, { status, body: reply, why }: AnswerRest): string =>
  [
    `> ${method} ${path}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`,
    `< ${status}${status < 300 ? '' : ` ${JSON.stringify(reply)} (${why ?? ''})`}`,
  ].join('\n');

const webhook = (sent: SendWebhook, outcome: Happening['outcome'], name: Name, moves: boolean): string => {
  const path = sent.url.replace(/^http:\/\/[^/]+/, '');
  const said = `< ${sent.method} ${path} ${words(sent.fields, name, moves)}`;
  if (outcome?.failure) return `${said}\n> (${outcome.failure.words})`;
  return outcome?.status === 204 ? said : `${said}\n> ${outcome?.status} ${outcome?.body}`.trimEnd();
};

/** Where every call runs whose application does not say. */
export const USUAL_REGION_URL = 'https://api-us-3.vonage.com';

/** Ids by their letters; what only repeats them, and the times, are left out. */
const words = (fields: JsonObject, name: Name, moves: boolean): string => {
  if (typeof fields['type'] === 'string' && isJsonObject(fields['body'])) return rtc(fields, name, moves);
  const {
    uuid,
    call_uuid,
    conversation_uuid,
    timestamp: _timestamp,
    headers,
    region_url,
    status,
    ...others
  } = fields;
  return [
    ...(typeof status === 'string' ? [status] : []),
    ...(typeof uuid === 'string' ? [`leg=${name(uuid)}`] : []),
    ...(typeof call_uuid === 'string' ? [`call_uuid=${name(call_uuid)}`] : []),
    ...(typeof conversation_uuid === 'string' ? [`conversation=${name(conversation_uuid)}`] : []),
    ...(isJsonObject(headers) && Object.keys(headers).length > 0
      ? [`headers=${JSON.stringify(headers)}`]
      : []),
    ...(typeof region_url === 'string' && region_url !== USUAL_REGION_URL
      ? [`region_url=${region_url}`]
      : []),
    ...Object.entries(others).map(([key, value]) => `${key}=${show(value, name)}`),
  ].join(' ');
};

/** What of a body is worth a word. */
const TOLD = [
  'status',
  'text',
  'stream_url',
  'digit',
  'reason',
  'price',
  'duration',
  'format',
  'channels',
  'beep_start',
  'detect_speech',
  'transcription',
  'size',
  'transferred_from',
] as const;

const rtc = (fields: JsonObject, name: Name, moves: boolean): string => {
  // `rtc` was chosen because it is an object.
  const body = fields['body'] as JsonObject;
  const channel = body['channel'];
  const leg = isJsonObject(channel) ? channel['id'] : (body['leg_id'] ?? body['rtc_id']);
  const told = [...TOLD].filter(
    (key) => body[key] !== undefined && !(key === 'duration' && fields['type'] === 'audio:dtmf'),
  );
  return [
    `${moves ? name(String(fields['conversation_id'])) : ''}#${String(fields['id'])} ${String(fields['type'])}`,
    ...(typeof leg === 'string' ? [`leg=${name(leg)}`] : []),
    ...told.map((key) => `${key}=${show(body[key]!, name)}`),
    ...(isJsonObject(body['asr'])
      ? [`heard=${show(body['asr']['results'] ?? body['asr']['destination_url']!, name)}`]
      : []),
    ...muting(body),
    ...hearing(channel, name),
  ].join(' ');
};

/** Whether the media of a member is muted. */
const muting = ({ media }: JsonObject): readonly string[] =>
  isJsonObject(media) && isJsonObject(media['audio_settings']!) && media['audio_settings']['muted'] === true
    ? ['muted']
    : [];

/** Whom a leg hears, and who hears it. */
const hearing = (channel: Json | undefined, name: Name): readonly string[] =>
  ['can_speak', 'can_hear'].flatMap((key) => {
    const legs = isJsonObject(channel) ? channel[key] : undefined;
    return Array.isArray(legs) ? [`${key}=[${legs.map((leg) => name(String(leg))).join(' ')}]`] : [];
  });

const show = (value: Json, name: Name): string => {
  if (typeof value !== 'string') return JSON.stringify(value);
  return value.startsWith('CON-') ? name(value) : value;
};

/** What comes by callback, as it is by far the most often, goes without saying. */
const clientLine = (happened: Extract<PlatformEvent, { readonly name: 'client-event' }>): string => {
  const { user, event, via, state, payload } = happened;
  const body = payload?.['body'];
  const words = { callback: '', push: ' by push', nothing: `: nothing (${state})` }[via];
  return `~ ${user} ${event}${words}${isJsonObject(body ?? null) && 'sdp' in (body as object) ? ' with sdp' : ''}`;
};

/** An action that runs on another leg than a caller's bears its letter. */
const event = (
  happened: PlatformEvent,
  name: Name,
  moves: boolean,
  callers: ReadonlySet<string>,
): string | undefined => {
  switch (happened.name) {
    case 'call-placed':
      return `> call ${happened.from} -> ${happened.to}: leg ${name(happened.leg)} in ${name(happened.conversation)}`;
    case 'member-joined':
      return `  ${happened.who} joins${moves ? ` ${name(happened.conversation)}` : ''}`;
    case 'member-left':
      return `  ${happened.who} leaves${moves ? ` ${name(happened.conversation)}` : ''}`;
    case 'action-started':
      return `* ${callers.has(happened.leg) ? '' : `${name(happened.leg)}: `}${happened.action} ${happened.summary}`;
    case 'keys-pressed':
      return `> ${happened.by === 'callee' ? 'callee ' : ''}key ${happened.keys}`;
    case 'words-spoken':
      return `> ${happened.by === 'callee' ? 'callee ' : ''}says "${happened.text}"`;
    case 'gave-up':
      return `> ${happened.by} hangs up: ${happened.why}`;
    case 'keys-sent':
      return `  sends keys ${happened.keys} to ${name(happened.leg)}`;
    case 'client-event':
      return clientLine(happened);
    case 'client-refused':
      return `  ${refusedWords(happened)}: ${happened.why}`;
    case 'client-connection':
      return `  ${connectionWords(happened)}`;
    case 'client-logged-in':
      return `  ${loginWords(happened)}`;
    case 'user-state-changed':
      return `  ${elsewhereWords(happened)}`;
    case 'call-ended':
      return happened.problem === undefined ? '= ended' : `= ended, problem: ${happened.problem}`;
    case 'socket-opened':
      return `> socket ${name(happened.leg)} opens: ${happened.contentType}`;
    case 'socket-failed':
      return `> socket ${name(happened.leg)} fails: ${happened.why}`;
    case 'socket-text':
      return `${happened.from === 'application' ? '>' : '<'} socket ${name(happened.leg)} text ${happened.text}`;
    case 'socket-odd':
      return `> socket ${name(happened.leg)} is odd: ${happened.what}`;
    case 'socket-closed':
      return `${happened.by === 'application' ? '>' : '<'} socket ${name(happened.leg)} closes: ${happened.code} ${happened.reason}`.trimEnd();
    case 'socket-sound':
    // The request itself stands in the transcript.
    case 'api-request':
    case 'conversation-created':
    case 'leg-status':
    case 'webhook-sent':
      return undefined;
    default:
      return happened satisfies never;
  }
};
