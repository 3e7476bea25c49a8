import { isJsonObject, type Json, type JsonObject, parseJson } from '../json.ts';
import type { SlotId } from '../slots.ts';
import { RTC_SAMPLES } from './rtc-samples.ts';
import { SAMPLE } from './sample-ids.ts';
import { VOICE_SAMPLES } from './voice-samples.ts';

/** What a made webhook is of. */
export interface WebhookWishes {
  readonly uuid: string;
  readonly conversation: string;
  readonly application: string | undefined;
  readonly from: string;
  readonly to: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Names of all that can be made: voice kinds and call statuses, then types of RTC events. */
export const MADE_KINDS: readonly string[] = [
  ...Object.keys(VOICE_SAMPLES),
  ...RTC_SAMPLES.map(({ type }) => type),
];

const CUSTOM = /^custom:[\w\-:]{1,90}$/;

/** Whether a name can be made; `custom:…` can be any. */
export const isMadeKind = (kind: string): boolean => MADE_KINDS.includes(kind) || CUSTOM.test(kind);

/** The slot that webhooks of a kind go to. */
export const slotOfKind = (kind: string): SlotId => {
  if (kind === 'answer') return 'voice.answer';
  if (kind === 'fallback') return 'voice.fallback';
  return Object.hasOwn(VOICE_SAMPLES, kind) ? 'voice.event' : 'rtc.event';
};

/** The fields of one well-formed webhook of a kind: those of a made-up call, with these ids, numbers and times. */
export const makeWebhook = (kind: string, wishes: WebhookWishes): JsonObject => {
  const sample = VOICE_SAMPLES[kind] ?? rtcSample(kind);
  const base = Date.parse(typeof sample['timestamp'] === 'string' ? sample['timestamp'] : SAMPLE.at);
  const words: Readonly<Record<string, string>> = {
    [SAMPLE.uuid]: wishes.uuid,
    [SAMPLE.conversation]: wishes.conversation,
    [SAMPLE.from]: wishes.from,
    [SAMPLE.to]: wishes.to,
    ...(wishes.application !== undefined && { [SAMPLE.application]: wishes.application }),
  };
  // What is made of an object is one.
  return replaced(sample, (text) => words[text] ?? shifted(text, wishes.at - base)) as JsonObject;
};

const rtcSample = (kind: string): JsonObject => {
  const sample = RTC_SAMPLES.find(({ type }) => type === kind);
  if (sample !== undefined) return sample;
  const custom = RTC_SAMPLES.find(({ type }) => type.startsWith('custom:'));
  return { ...custom, type: kind };
};

const replaced = (value: Json, word: (text: string) => string): Json => {
  if (typeof value === 'string') return word(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => replaced(item, word));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replaced(inner, word)]));
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

const shifted = (text: string, milliseconds: number): string =>
  INSTANT.test(text) ? new Date(Date.parse(text) + milliseconds).toISOString() : text;

/** The fields with one of them set. What was there decides between text and number; new fields are JSON where it is some. */
export const withField = (fields: JsonObject, path: readonly string[], text: string): JsonObject => {
  const [name = '', ...rest] = path;
  const there = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (rest.length > 0) return { ...fields, [name]: withField(isJsonObject(there) ? there : {}, rest, text) };
  const parsed = parseJson(text);
  const value = typeof there === 'string' || parsed === undefined ? text : parsed;
  return { ...fields, [name]: value };
};

/** The fields without one of them. */
export const withoutField = (fields: JsonObject, path: readonly string[]): JsonObject => {
  const [name = '', ...rest] = path;
  const inner = fields[name];
  if (rest.length > 0) return isJsonObject(inner) ? { ...fields, [name]: withoutField(inner, rest) } : fields;
  return Object.fromEntries(Object.entries(fields).filter(([one]) => one !== name));
};
