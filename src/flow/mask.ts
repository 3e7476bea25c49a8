import { isJsonObject, type Json, type JsonObject } from '../vonage/json.ts';

/** What stands where a secret stood. */
export const MASK = '***';

/**
 * One look decides whether a text can hold a secret at all; nearly none does. A `\u` escape can spell any key, so
 * it counts as suspect too.
 */
const SUSPECT =
  /token|secret|passw|pwd|authori|signature|\bsig\b|key|cookie|credential|bearer |basic |eyJ|\\u|:[^\s/@:]*@/i;

/** Names whose values are secrets, as JSON keys and headers. `key` alone is one only in a URL: keys are pressed, too. */
const SECRET_NAME =
  /token|secret|passw|pwd|authorization|signature|cookie|credential|(?:api|private|access|auth|shared|signing|encryption|account|client|subscription)[_.-]?key/i;

/** Endings that tell what a name is about: not the secret itself. */
const HARMLESS_NAME = /(?:type|count|method|algorithm|expir\w*|_at|ur[il]|_id)$/i;

/** True when the name promises a secret value. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name) && !HARMLESS_NAME.test(name);

/** True when there may be something to mask. Cheap: one regular expression. */
export const maySecret = (text: string): boolean => SUSPECT.test(text);

// All repetitions that something must follow are bounded: a hostile megabyte must not cost seconds.

const JWT = /(?<![\w-])eyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*){0,3}/g;
const BEARER = /\b(bearer\s{1,8})(?=[\w~+/=.-]*\d|[\w~+/=.-]{16})[\w~+/=.-]{4,}/gi;
/** Base64 and not a word of English: "basic billing questions" may be said aloud. */
const BASIC = /\b([Bb]asic\s{1,8})(?=[a-z]{0,80}[A-Z0-9+/=])[A-Za-z0-9+/]{8,}={0,2}/g;
/** The password of `https://user:password@host` and `sip:user:password@host`. */
const USER_INFO = /((?:\/\/|\bsips?:)[^\s/@:?"'<>]{0,128}:)[^\s/@"'<>]{1,256}(?=@)/gi;
/** A secret parameter of a URL, also of one that is itself a percent-encoded parameter, or of a form's body. */
const PARAMETER =
  /(?<=[?&;#]|%3f|%26|^)([\w.~[\]-]{0,40}(?:token|secret|passw|pwd|signature|credential|authorization)[\w.~[\]-]{0,40}|[\w.~-]{0,40}key|sig|auth)(=|%3d)(?:(?!%26|%23)[^&;#\s"'<>])+/gi;
const QUOTE = String.raw`\\{0,8}["']|(?:%5C){0,8}%2[27]`;
const SPACE = String.raw`(?:\s|%20|\+){0,8}`;
/**
 * `"password": "…"` in a text that is not JSON, or holds JSON, also in a query, as objects stand in that of a GET (voice-webhooks.md §1). Other
 * keys are not matched: their value may hold one.
 */
const QUOTED = new RegExp(
  String.raw`(${QUOTE})([\w.-]{0,40}(?:${SECRET_NAME.source})[\w.-]{0,40})((?:${QUOTE})${SPACE}(?::|%3A)${SPACE})(?:(${QUOTE})(?:(?!\4)(?:\\.|[^\n]))+|[-\d.]+)`,
  'gi',
);
/** `Authorization: …` written out. */
const HEADER =
  /\b((?:proxy-)?authorization|x-api-key|(?:set-)?cookie)(\s{0,8}:\s{0,8})(?!["'\s])[^\r\n"']+/gi;

/** The text with tokens, passwords and secret query parameters masked; the same text when there are none. */
export const maskText = (text: string): string => {
  if (!SUSPECT.test(text)) return text;
  return text
    .replace(HEADER, `$1$2${MASK}`)
    .replace(JWT, MASK)
    .replace(BEARER, `$1${MASK}`)
    .replace(BASIC, `$1${MASK}`)
    .replace(USER_INFO, `$1${MASK}`)
    .replace(PARAMETER, (whole, name: string, equals: string) =>
      HARMLESS_NAME.test(name) ? whole : `${name}${equals}${MASK}`,
    )
    .replace(QUOTED, (whole, quote: string, name: string, colon: string, open = '') =>
      isSecretName(name) ? `${quote}${name}${colon}${open}${MASK}` : whole,
    );
};

/**
 * The JSON value with the values of secret keys masked, and every other text as `maskText` has it. Of an
 * `authorization` object (a websocket endpoint's, ncco.md) only `type` stays. The same value when nothing was masked.
 */
export const maskJson = (value: Json): Json => {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) {
    const items = value.map(maskJson);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  return isJsonObject(value) ? maskObject(value) : value;
};

const maskObject = (object: JsonObject): JsonObject => {
  const entries = Object.entries(object);
  const masked = entries.map(([name, value]): [string, Json] => [name, maskMember(name, value)]);
  return masked.every(([, value], index) => value === entries[index]?.[1])
    ? object
    : Object.fromEntries(masked);
};

const maskMember = (name: string, value: Json): Json => {
  if (!isSecretName(name) || value === null || typeof value === 'boolean' || value === '')
    return maskJson(value);
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([inner, kept]) => [
        inner,
        inner === 'type' ? kept : kept === null ? null : MASK,
      ]),
    );
  }
  return MASK;
};
