import { InvalidArgumentError } from '../commander.ts';
import { type Fault, parseFault } from '../emulator/fault.ts';
import { isKeys } from '../emulator/timed-words.ts';
import { type Expectation, readExpectation } from '../flow/expect/expectation.ts';
import { severityOf } from '../lint/severity-words.ts';
import { either } from '../text/either.ts';
import { isJsonObject, type JsonObject, parseJson } from '../vonage/json.ts';

/** Readers for commander: each refuses a wrong value with what is allowed, and where it can with what was meant. */

export const portValue = (text: string): number => {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('A port is a whole number from 0 to 65535 (0: any free one).');
  }
  return port;
};

/** An http(s) address, as it was written. */
export const urlValue = (text: string): string => {
  const protocol = URL.canParse(text) ? new URL(text).protocol : undefined;
  if (protocol === 'http:' || protocol === 'https:') return text.trim();
  if (/^https?:\/\/[^/?#@:]+:\d+(?:[/?#]|$)/i.test(text)) {
    throw new InvalidArgumentError(
      'A port is a number up to 65535, and a host has letters, digits, - and dots.',
    );
  }
  if (/^https?:/i.test(text)) {
    throw new InvalidArgumentError('The address needs a host, as in http://localhost:8080');
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    throw new InvalidArgumentError('Only http:// and https:// addresses work here.');
  }
  throw new InvalidArgumentError(`Write a whole address, like ${wholeAddress(text)}`);
};

/** `8080` and `localhost:8080` are what people type. */
const wholeAddress = (text: string): string => {
  if (/^\d{2,5}$/.test(text)) return `http://localhost:${text}`;
  const guess = `http://${text}`;
  return /^[\w.-]+(:\d+)?(\/\S*)?$/.test(text) && URL.canParse(guess) ? guess : 'http://localhost:8080';
};

/** An http(s) address that paths are added to: without a slash at its end. */
export const baseUrlValue = (text: string): string => urlValue(text).replace(/\/+$/, '');

/** The address of a server that requests go on to; what could not be part of them is refused, not dropped. */
export const serverUrlValue = (text: string): string => {
  const url = slotUrlValue(text);
  if (url.includes('?'))
    throw new InvalidArgumentError('The query of each request goes on: write the address without one.');
  return url.replace(/\/+$/, '');
};

/** The whole address of one slot: as the above, and it may have a query. */
export const slotUrlValue = (text: string): string => {
  const url = urlValue(text);
  const { username, password } = new URL(url);
  if (username !== '' || password !== '' || url.includes('#'))
    throw new InvalidArgumentError('Write the address without user name, password or #.');
  return url;
};

/** A reader that can be asked what it allows, as the completion of shells does. */
export type OneOf<T extends string> = ((text: string) => T) & { readonly words: readonly T[] };

/** One of some words, in any letter case. */
export const oneOf = <T extends string>(words: readonly T[]): OneOf<T> =>
  Object.assign(
    (text: string): T => {
      const word = words.find((one) => one.toLowerCase() === text.trim().toLowerCase());
      if (word !== undefined) return word;
      throw new InvalidArgumentError(`It is ${either(words)}.`);
    },
    { words },
  );

/** Words separated by commas. What they may be is looked at when they are used: `--help` need not know. */
export const listValue = (text: string): readonly string[] => text.split(',').map((part) => part.trim());

/** Several of what `read` reads, separated by commas; `words` of each are its `eachOf`. */
export const listOf = <T>(
  read: ((text: string) => T) & { readonly words?: readonly string[] },
): ((text: string) => readonly T[]) & { readonly eachOf: readonly string[] } =>
  Object.assign((text: string): readonly T[] => listValue(text).map(read), { eachOf: read.words ?? [] });

/** Digits only, as Vonage writes numbers (ncco.md §1 row 12). */
export const numberValue = (text: string): string => {
  const digits = text.replace(/[\s()+.-]/g, '');
  if (!/^\d{3,15}$/.test(digits)) {
    throw new InvalidArgumentError('Write a number as digits with the country code: 447700900123');
  }
  return digits;
};

/** Several numbers, one option each; for commander, which hands in those that came before. */
export const numbersValue = (text: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  numberValue(text),
];

/** `1,12#,w3` → one entry per prompt, `0@12s` one at that second of the call. `w` or `p` waits half a second. */
export const pressValue = (text: string): readonly string[] =>
  text.split(',').map((part) => {
    const keys = part.trim().toLowerCase().replaceAll('p', 'w');
    if (isKeys(keys)) return keys;
    throw new InvalidArgumentError(
      'Keys are 0-9, * and #; w waits half a second; a comma waits for the next prompt; 0@12s is pressed at second 12.',
    );
  });

/** Keys that were pressed, as a webhook tells them (voice-webhooks.md §5.3); empty: none. */
export const digitsValue = (text: string): string => {
  if (/^[0-9*#]*$/.test(text)) return text;
  throw new InvalidArgumentError('Keys are 0-9, * and #. To try what no phone sends: --set dtmf.digits=…');
};

export type Speed = number | 'instant';

/** Above this a timer of Node is too coarse to tell from `instant`. */
const FASTEST = 1000;

/** `1x`, `10x`, `instant`. */
export const speedValue = (text: string): Speed => {
  if (text.toLowerCase() === 'instant') return 'instant';
  const times = decimal(text.replace(/x$/i, ''));
  if (times === undefined || times <= 0 || times > FASTEST) {
    throw new InvalidArgumentError(`Speeds are 1x, 10x … up to ${FASTEST}x, or instant.`);
  }
  return times;
};

/** The emulated platform ends a call after two hours. */
const LONGEST_CALL_SECONDS = 7200;

/** `30` or `30s`. */
export const secondsValue = (text: string): number => {
  const seconds = decimal(text.replace(/s$/i, ''));
  if (seconds === undefined || seconds > LONGEST_CALL_SECONDS) {
    throw new InvalidArgumentError(`Write seconds, from 0 to ${LONGEST_CALL_SECONDS}.`);
  }
  return seconds;
};

/** `2s`, `500ms` or `2`, in milliseconds. */
export const millisecondsValue = (text: string): number => {
  const [, number = '', unit] = /^(.*?)\s*(ms|s)?$/i.exec(text.trim()) ?? [];
  const amount = decimal(number);
  if (amount === undefined || amount <= 0) throw new InvalidArgumentError('Write a time, like 2s or 500ms.');
  return unit?.toLowerCase() === 'ms' ? amount : amount * 1000;
};

/** `completed`, `talk:*sales*`, `!busy`; once more for each. */
export const expectationValue = (
  text: string,
  before: readonly Expectation[] = [],
): readonly Expectation[] => {
  const expectation = readExpectation(text);
  if ('problem' in expectation) throw new InvalidArgumentError(sentence(expectation.problem));
  return [...before, expectation];
};

/** A plain number; `Number` alone takes an empty text for 0 and `0x10` for 16. */
const decimal = (text: string): number | undefined => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined);

/** `answer:timeout`, `event:503@20%`; once more for each. */
export const faultsValue = (text: string, before: readonly Fault[] = []): readonly Fault[] => {
  const fault = parseFault(text);
  if ('problem' in fault) throw new InvalidArgumentError(sentence(fault.problem));
  return [...before, fault];
};

/** A complaint as a sentence of its own. */
export const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith('?') ? '' : '.'}`;

/** `{"key": "value"}`. */
export const jsonObjectValue = (text: string): JsonObject => {
  const value = parseJson(text);
  if (!isJsonObject(value)) throw new InvalidArgumentError(`Write a JSON object: '{"ticket": "T-1009"}'`);
  return value;
};

/** A whole number from 0. */
export const countValue = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 0.');
  return Number(text);
};

/** A whole number from 1. */
export const ordinalValue = (text: string): number => {
  if (!/^#?[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 1.');
  return Number(text.replace('#', ''));
};

/** `unknown-option=off`, once more for each. Whether there is such a rule is looked at when they are used. */
export const ruleValue = (
  text: string,
  before: Readonly<Record<string, 'off' | 'info' | 'warning' | 'error'>> = {},
): Readonly<Record<string, 'off' | 'info' | 'warning' | 'error'>> => {
  const [id = '', word = ''] = text.split('=');
  const severity = severityOf(word);
  if (id === '' || severity === undefined) {
    throw new InvalidArgumentError('Write a rule and off, info, warn or error: unknown-option=off');
  }
  return { ...before, [id]: severity };
};

/** What a WebSocket hears of the caller's line; a file is looked at when the call is placed. */
export const voiceValue = (text: string): string => {
  const voice = text.trim();
  if (voice === 'silence' || voice === 'tone' || /\.wav$/i.test(voice)) return voice;
  throw new InvalidArgumentError('It is a .wav file, tone or silence.');
};
