import type { Json } from '../vonage/json.ts';
import { parseJson } from '../vonage/json.ts';
import { toBase64 } from './base64.ts';
import { maskJson, maskText, maySecret } from './mask.ts';
import { isTooDeep } from './too-deep.ts';

/**
 * A body as records keep it. `json`: parsed; the bytes are its compact JSON, or else stand in `raw`. `text`: valid
 * UTF-8 that is not JSON. `base64`: anything else. No form at all: no bytes.
 */
export type RecordedBody = {
  readonly form?: 'json' | 'text' | 'base64';
  readonly body?: Json;
  /** The very text of a JSON body whose bytes are not its own compact JSON (white space, `1.0`, a key twice). */
  readonly raw?: string;
  /** Secrets were masked: the bytes cannot be had back. */
  readonly masked?: true;
  /** Only so much of the body was kept: the number of all its bytes. */
  readonly ofBytes?: number;
};

/** Throws on bytes that are not UTF-8, and keeps a byte order mark as the character that it is. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const utf8 = new TextEncoder();

/**
 * The body of a request or a reply, its secrets masked, of at most so many bytes.
 *
 * @param parsed the body's JSON value, when somebody has parsed it already
 */
export const recordedBody = (body: Uint8Array | string, limitBytes: number, parsed?: Json): RecordedBody => {
  if (body.length === 0) return {};
  const text = typeof body === 'string' ? body : decoded(body);
  if (text === undefined) return ofBinary(body as Uint8Array, limitBytes);
  // A character is at most three bytes of UTF-8 per code unit, so most texts need no counting.
  if (text.length * 3 > limitBytes && byteLength(body) > limitBytes) {
    const kept = maskText(text.slice(0, limitBytes));
    return { form: 'text', body: kept, ofBytes: byteLength(body) };
  }
  const value = isTooDeep(text) ? undefined : (parsed ?? parseJson(text));
  if (value === undefined) {
    const masked = maskText(text);
    return masked === text ? { form: 'text', body: text } : { form: 'text', body: masked, masked: true };
  }
  if (maySecret(text)) {
    const masked = maskJson(value);
    if (masked !== value) return { form: 'json', body: masked, masked: true };
  }
  if (JSON.stringify(value) === text) return { form: 'json', body: value };
  // A key that stands twice is in the value but once.
  return maskText(text) === text
    ? { form: 'json', body: value, raw: text }
    : { form: 'json', body: value, masked: true };
};

/** The bytes that a recorded body stands for; undefined when some were masked or left out. */
export const bytesOf = (recorded: RecordedBody): Uint8Array | undefined => {
  if (recorded.masked || recorded.ofBytes !== undefined) return undefined;
  switch (recorded.form) {
    case undefined:
      return new Uint8Array();
    case 'json':
      return utf8.encode(recorded.raw ?? JSON.stringify(recorded.body));
    case 'text':
      return utf8.encode(String(recorded.body));
    case 'base64':
      return Uint8Array.from(atob(String(recorded.body)), (character) => character.charCodeAt(0));
    default:
      return recorded.form satisfies never;
  }
};

const decoded = (bytes: Uint8Array): string | undefined => {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
};

const byteLength = (body: Uint8Array | string): number =>
  typeof body === 'string' ? utf8.encode(body).length : body.length;

/** Bytes that are not UTF-8. A secret may stand between them, and base64 would only hide it: then what is legible is kept. */
const ofBinary = (bytes: Uint8Array, limitBytes: number): RecordedBody => {
  const kept = bytes.length > limitBytes ? bytes.subarray(0, limitBytes) : bytes;
  const cutShort = kept === bytes ? {} : { ofBytes: bytes.length };
  const legible = lenientUtf8.decode(kept);
  const masked = maskText(legible);
  if (masked !== legible) return { form: 'text', body: masked, masked: true, ...cutShort };
  return { form: 'base64', body: toBase64(kept), ...cutShort };
};
