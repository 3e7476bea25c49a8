import { isJsonObject, type Json, type JsonObject } from '../vonage/json.ts';
import { isParameters } from './is-parameters.ts';
import { quotedFields } from './quoted-fields.ts';

/** What stands where a secret stood. */
export const MASK = '***';

/**
 * One look decides whether a text can hold a secret at all; nearly none does. A `\u` escape can spell any key, so
 * it counts as suspect too.
 */
const SUSPECT =
  /token|secret|passw|pwd|authori|signature|\bsig\b|key|cookie|credential|bearer[ %+]|basic[ %]|eyJ|\\u|:[^\s/@:]*@/i;

/** Names whose values are secrets, as JSON keys and headers. `key` alone is one only in a URL: keys are pressed, too. */
const SECRET_NAME =
  /token|secret|passw|pwd|authorization|signature|cookie|credential|(?:api|private|access|auth|shared|signing|encryption|account|client|subscription)[_.-]?key/i;

/** Endings that tell what a name is about: not the secret itself. */
const HARMLESS = String.raw`(?:type|count|method|algorithm|expir\w*|_at|ur[il]|_id)`;
const HARMLESS_NAME = new RegExp(`${HARMLESS}$`, 'i');

/** True when the name promises a secret value. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name) && !HARMLESS_NAME.test(name);

/** True when there may be something to mask. Cheap: nearly always one regular expression. */
export const maySecret = (text: string): boolean =>
  SUSPECT.test(text) || (text.includes('%') && ESCAPED_AT.test(text));

/** Of an escaped address with a password; looked for alone, as nearly no text has an escape at all. */
const ESCAPED_AT = /%(?:25){0,3}40/;

// All repetitions that something must follow are bounded: a hostile megabyte must not cost seconds.

const JWT = /(?<![\w-])eyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*){0,3}/g;
/** A percent sign of an address, also of one that is a parameter of a parameter. */
const PERCENT = '%(?:25){0,3}';
/** A word begins there, also behind an escape. */
const WORD = String.raw`(?:\b|(?<=%[\da-f]{2}))`;
const BLANK = String.raw`(?:\s|${PERCENT}20|\+)`;
const SIGN_OF_TOKEN = String.raw`(?:[\w~+/=.-]|${PERCENT}(?:2[bf]|3d))`;
const BEARER = new RegExp(
  String.raw`${WORD}(bearer${BLANK}{1,8})(?=${SIGN_OF_TOKEN}{16}|${SIGN_OF_TOKEN}{0,15}\d)${SIGN_OF_TOKEN}{4,}`,
  'gi',
);
/** Base64 and not a word of English: "basic billing questions" may be said aloud. */
const BASIC =
  /(?:\b|(?<=%[\dA-Fa-f]{2}))([Bb]asic(?:\s|%(?:25){0,3}20){1,8})(?=[a-z]{0,80}(?:[A-Z0-9+/=]|%(?:25){0,3}(?:2[BFbf]|3[Dd])))(?:[A-Za-z0-9+/]|%(?:25){0,3}2[BFbf]){8,}(?:=|%(?:25){0,3}3[Dd]){0,2}/g;
/** The password of `https://user:password@host` and `sip:user:password@host`. */
const USER_INFO = /((?:\/\/|\bsips?:)[^\s/@:?"'<>]{0,128}:)[^\s/@"'<>]{1,256}(?=@)/gi;
/** The same in an address that is a parameter. */
const ESCAPED_USER_INFO = new RegExp(
  String.raw`((?:${PERCENT}2f${PERCENT}2f|${WORD}sips?${PERCENT}3a)(?:(?!${PERCENT}(?:2[0267f]|3[acef]|40))[^\s/@:?&"'<>]){0,128}${PERCENT}3a)(?:(?!${PERCENT}(?:2[0267f]|3[ce]|40))[^\s/@&"'<>]){1,256}(?=${PERCENT}40)`,
  'gi',
);
const SECRET_PARAMETER = String.raw`(?<=[?&;#]|%3f|%26|^)([\w.~[\]-]{0,40}(?:token|secret|passw|pwd|signature|credential|authorization)[\w.~[\]-]{0,40}|[\w.~-]{0,40}key|sig|auth)`;
/** A secret parameter of a URL or of a form's body; when it is itself in a percent-encoded parameter it ends with that one's own. */
const parameter = (sign: string): RegExp =>
  new RegExp(`${SECRET_PARAMETER}(?:(=)${sign}+|(%3d)(?:(?!%26|%23)${sign})+)`, 'gi');
/** In a text an apostrophe ends it, unless it is one within a word. */
const PARAMETER = parameter(String.raw`(?:[^&;#\s"'<>]|'(?=\w))`);
const WHOLE_PARAMETER = parameter('[^&#]');
/** `"password": "…"`. Other keys are not looked for: their value may hold one. */
const secretFields = quotedFields(
  String.raw`[\w.-]{0,40}(?:${SECRET_NAME.source})[\w.-]{0,40}(?<!${HARMLESS})`,
  'i',
);
const HEADER_NAME = '((?:proxy-)?authorization|x-api-key|(?:set-)?cookie)';
/** `Authorization: …` written out. */
const HEADER = new RegExp(String.raw`\b${HEADER_NAME}(\s{0,8}:\s{0,8})(?!["'\s])[^\r\n"']+`, 'gi');
const ESCAPED_HEADER = new RegExp(
  String.raw`${WORD}${HEADER_NAME}(${BLANK}{0,8}${PERCENT}3a${BLANK}{0,8})(?:(?!${PERCENT}(?:0[ad]|2[27]))[^&\s"'])+`,
  'gi',
);

/** The text with tokens, passwords and secret query parameters masked; the same text when there are none. */
export const maskText = (text: string): string => {
  if (!maySecret(text)) return text;
  const masked = (text.includes('%') ? withoutEscaped(text) : text)
    .replace(HEADER, `$1$2${MASK}`)
    .replace(JWT, MASK)
    .replace(BEARER, `$1${MASK}`)
    .replace(BASIC, `$1${MASK}`)
    .replace(USER_INFO, `$1${MASK}`)
    .replace(
      isParameters(text) ? WHOLE_PARAMETER : PARAMETER,
      (whole, name: string, equals = '', escaped = '') =>
        HARMLESS_NAME.test(name) ? whole : `${name}${equals}${escaped}${MASK}`,
    );
  return secretFields(masked, () => MASK);
};

const withoutEscaped = (text: string): string =>
  text.replace(ESCAPED_HEADER, `$1$2${MASK}`).replace(ESCAPED_USER_INFO, `$1${MASK}`);

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
