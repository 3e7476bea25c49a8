import type { Exchange } from '../flow/exchange.ts';
import type { ExchangeFacts } from '../flow/exchange-facts.ts';
import { shortId } from '../vonage/ids.ts';
import { isJsonObject, type Json, type JsonObject, valueAt } from '../vonage/json.ts';
import type { VonageWebhook } from '../vonage/webhook.ts';

/** Local time of day, `09:30:00.123`. */
export const timeOfDay = (at: number): string => {
  const time = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return `${clock}.${String(time.getMilliseconds()).padStart(3, '0')}`;
};

/** Local date and time, `2026-03-01 09:30:00`. */
export const dayAndTime = (at: number): string => `${dayOf(at)} ${timeOfDay(at).slice(0, 8)}`;

/** Of the day of `now` the time, `09:30:00`; of another day `2026-03-01 09:30`. */
export const dayOrTime = (at: number, now: number): string =>
  dayOf(now) === dayOf(at) ? timeOfDay(at).slice(0, 8) : dayAndTime(at).slice(0, 16);

const dayOf = (at: number): string => {
  const time = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
};

/** A duration in at most five columns: `<1ms`, `12ms`, `1.2s`, `34s`, `5m`. */
export const shortDuration = (milliseconds: number): string => {
  if (milliseconds < 1) return '<1ms';
  if (milliseconds < 999.5) return `${Math.round(milliseconds)}ms`;
  if (milliseconds < 9950) return `${(milliseconds / 1000).toFixed(1)}s`;
  if (milliseconds < 99_500) return `${Math.round(milliseconds / 1000)}s`;
  return `${Math.min(9999, Math.round(milliseconds / 60_000))}m`;
};

/** The same as one says it: `under 1 ms`, `12 ms`, `1.2 s`, `5 min`. */
export const durationWords = (milliseconds: number): string =>
  shortDuration(milliseconds)
    .replace('<', 'under ')
    .replace(/(?<=\d)(ms|s)$/, ' $1')
    .replace(/(?<=\d)m$/, ' min');

/** Time since the call began: `0.012`, `1:02.345`. */
export const sinceStart = (milliseconds: number): string => {
  const sign = milliseconds < 0 ? '-' : '';
  const whole = Math.abs(Math.round(milliseconds));
  const minutes = Math.floor(whole / 60_000);
  const seconds = ((whole % 60_000) / 1000).toFixed(3);
  return minutes === 0 ? `${sign}${seconds}` : `${sign}${minutes}:${seconds.padStart(6, '0')}`;
};

/** A call's length in words of its size: `0.4 s`, `42 s`, `3 min 20 s`. */
export const spokenDuration = (milliseconds: number): string => {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
};

/** An amount as Vonage writes it, in eight decimals, without the zeros at the end, which say nothing: `0.0018`. */
export const shortPrice = (price: string): string => price.replace(/^(\d+\.\d{2}\d*?)0+$/, '$1');

/** `447700900001 → alice`, or the one end that is known. */
export const parties = (from: string | undefined, to: string | undefined): string => {
  if (from === undefined) return to === undefined ? '' : `→ ${to}`;
  return to === undefined ? from : `${from} → ${to}`;
};

/** What the kind column says: the status of a call, the type of an RTC event, else the kind. */
export const kindWord = (exchange: Exchange, facts: ExchangeFacts): string => {
  switch (facts.kind) {
    case 'call-status':
      return facts.status ?? 'call-status';
    case 'rtc-event':
      return facts.event ?? 'rtc-event';
    case 'empty':
    case 'other':
    case 'bad-json':
    case 'cut-off':
    case 'unknown':
      return exchange.target.at === 'unknown'
        ? 'not served'
        : facts.kind === 'bad-json'
          ? 'bad JSON'
          : facts.kind;
    case 'websocket':
      // The number by which its news are told.
      return exchange.target.at === 'unknown' ? 'not served' : `socket ${exchange.request.id}`;
    default:
      return facts.kind;
  }
};

/** What an event tells beyond its kind and its parties; undefined when that is all. */
export const detailOf = (exchange: Exchange): string | undefined => {
  const { content } = exchange;
  switch (content.form) {
    case 'webhook':
      return (
        detailOfWebhook(content.webhook) ??
        (content.webhook.kind === 'unknown' ? requestWords(exchange) : undefined)
      );
    case 'other':
      return `${requestWords(exchange)} ${content.contentType}`;
    // The complaint is among the problems, which stand below the line.
    case 'bad-json':
    case 'cut-off':
    case 'websocket':
    case 'empty':
      return requestWords(exchange);
    default:
      return content satisfies never;
  }
};

const requestWords = ({ request }: Exchange): string => `${request.method} ${request.path}`;

/** The same of what Vonage said alone. */
export const detailOfWebhook = (webhook: VonageWebhook): string | undefined => {
  switch (webhook.kind) {
    case 'call-status':
      return joined([
        webhook.detail,
        webhook.sub_state,
        webhook.status === 'completed' && webhook.duration ? `${webhook.duration} s` : undefined,
        webhook.status === 'completed' && webhook.price ? `${shortPrice(webhook.price)} EUR` : undefined,
        webhook.disconnected_by && `hung up by ${webhook.disconnected_by}`,
        webhook.sip_code !== undefined && webhook.sip_code !== 200 ? `SIP ${webhook.sip_code}` : undefined,
      ]);
    case 'input':
      return inputWords(webhook);
    case 'recording':
      return joined([
        webhook.size === undefined ? undefined : `${webhook.size} bytes`,
        webhook.recording_url,
      ]);
    case 'transcription':
      return webhook.transcription_url;
    case 'transfer':
      return `${shortId(webhook.conversation_uuid_from)} → ${shortId(webhook.conversation_uuid_to ?? '?')}`;
    case 'notify':
      return JSON.stringify(webhook.payload).slice(0, 500);
    case 'error':
      return webhook.reason;
    case 'fallback':
      return joined([
        webhook.reason,
        webhook.original_request.url && `instead of ${webhook.original_request.url}`,
      ]);
    case 'rtc-event':
      return rtcWords(webhook.body);
    case 'answer':
    case 'unknown':
      return undefined;
    default:
      return webhook satisfies never;
  }
};

const joined = (parts: readonly (string | false | undefined)[]): string | undefined => {
  const said = parts.filter((part) => typeof part === 'string' && part !== '');
  return said.length === 0 ? undefined : said.join(', ');
};

/** What the caller pressed or said, best guess first. */
const inputWords = (webhook: Extract<VonageWebhook, { kind: 'input' }>): string | undefined => {
  const digits = webhook.dtmf?.digits ?? webhook.extra?.['dtmf'];
  if (typeof digits === 'string' && digits !== '') return `pressed ${digits}`;
  const [best] = webhook.speech?.results ?? [];
  if (best?.text !== undefined) {
    return `said “${best.text}”${best.confidence === undefined ? '' : ` (${Number(best.confidence).toFixed(2)})`}`;
  }
  if (webhook.dtmf?.timed_out || webhook.extra?.['timed_out'] === true) return 'nothing pressed in time';
  return webhook.speech?.timeout_reason ?? webhook.speech?.error;
};

/** Users that the platform makes for phones have names that tell nobody anything (rtc-events.md §1); their number does. */
const MADE_UP_NAME = /^(?:NAM-|USR-|vapi-user-)/;

const nameOf = (body: JsonObject, channel: JsonObject | undefined): Json | undefined => {
  // Only members have a user; their values are JSON like everything else in the body.
  const name = (valueAt(body, 'user.display_name') ?? valueAt(body, 'user.name')) as Json | undefined;
  if (typeof name !== 'string' || !MADE_UP_NAME.test(name)) return name;
  return (valueAt(channel, 'from.number') as Json | undefined) ?? name;
};

/** The telling part of an RTC body: who, which key, what was said, why it ended (rtc-events.md §4). */
const rtcWords = (body: JsonObject): string | undefined => {
  const channel = isJsonObject(body['channel']) ? body['channel'] : undefined;
  const who = nameOf(body, channel);
  const type = body['type'] ?? channel?.['type'];
  const candidates = [
    typeof who === 'string' && typeof type === 'string' ? `${who} (${type})` : who,
    body['digits'] ?? body['digit'],
    body['text'],
    body['stream_url'],
    valueAt(body, 'reason.text'),
    body['status'],
    valueAt(body, 'asr.results.0.word'),
    body['destination_url'],
    body['name'],
  ];
  const telling = candidates.find((value) => value !== undefined && value !== null && value !== '');
  return telling === undefined
    ? undefined
    : typeof telling === 'string'
      ? telling
      : JSON.stringify(telling).slice(0, 500);
};
