import type { JsonObject } from '../../vonage/json.ts';
import { ownAddress } from '../own-address.ts';

/** An action in words: what it does, and what is special about it. */
export interface Said {
  readonly words: string;
  readonly details: readonly string[];
}

/** Details that are not there are false. */
export type Detail = string | false | undefined;

export const said = (words: string, ...details: readonly Detail[]): Said => ({
  words,
  details: details.filter((detail) => typeof detail === 'string'),
});

/** More of a spoken text tells nothing new about the call's way. */
const QUOTED_CHARACTERS = 160;

/** A text in quotation marks, on one line, and cut when it is long. */
export const quoted = (text: string): string => {
  const line = oneLine(text);
  const characters = [...line.slice(0, QUOTED_CHARACTERS * 2)];
  return characters.length > QUOTED_CHARACTERS || line.length > QUOTED_CHARACTERS * 2
    ? `“${characters.slice(0, QUOTED_CHARACTERS - 1).join('')}…”`
    : `“${line}”`;
};

/** Data as JSON, cut when it is long. */
export const json = (value: JsonObject): string => {
  const text = JSON.stringify(value);
  return text.length > JSON_CHARACTERS ? `${text.slice(0, JSON_CHARACTERS - 1)}…` : text;
};

const JSON_CHARACTERS = 100;

/** A text from outside, on one line. */
export const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** Where an action's own webhooks go, when it says so. */
export const tells = (
  urls: readonly string[] | undefined,
  method: 'GET' | 'POST' | undefined,
  what: string,
): string | undefined => (urls?.[0] === undefined ? undefined : `tells ${address(urls[0], method)} ${what}`);

/** An address in words: of ours the name, of others the URL, and the method when it is not the usual one. */
export const address = (url: string, method: 'GET' | 'POST' | undefined): string => {
  const own = ownAddress(url);
  const words = own ? (own.is === 'ncco' ? `the NCCO ${own.name}` : `the ${own.name} webhook`) : oneLine(url);
  return method === 'GET' ? `${words} (by GET)` : words;
};
