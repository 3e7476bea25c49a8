import { isLocalHost } from '../vonage/local-host.ts';

/** The parts of a URL that rules look at. */
export interface UrlParts {
  /** In lower case, without the colon. */
  readonly scheme: string;
  /** In lower case, without user, password and port; an IPv6 address in brackets. */
  readonly host: string;
  /** It exists on one machine or in one network only. */
  readonly isLocal: boolean;
  /** Of somebody who was going to fill it in later. */
  readonly isPlaceholder: boolean;
}

const URL_FORM =
  /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@\s]*@)?(\[[0-9a-f:.]+\]|[^/?#:@\s[\]]+)(?::\d{1,5})?(?=(?:[/?#]\S*)?$)/i;

/** The scheme and host of an absolute URL; undefined for everything else. */
export const partsOfUrl = (text: string): UrlParts | undefined => {
  if (last.text !== text) last = { text, parts: partsOf(text) };
  return last.parts;
};

/** Three rules ask for the same URL in a row. */
let last: { readonly text: string; readonly parts: UrlParts | undefined } = { text: '', parts: undefined };

/** Most NCCOs have one host in all of their URLs: what stands before its path, and what that means. */
let lastOrigin: { readonly text: string; readonly parts: UrlParts } | undefined;

const partsOf = (text: string): UrlParts | undefined => {
  if (lastOrigin && text.startsWith(lastOrigin.text) && PATH.test(text.slice(lastOrigin.text.length)))
    return lastOrigin.parts;
  const match = URL_FORM.exec(text);
  if (!match) return undefined;
  const [origin, scheme, host] = match as unknown as [string, string, string];
  lastOrigin = { text: origin, parts: readHost(scheme.toLowerCase(), host.toLowerCase()) };
  return lastOrigin.parts;
};

const PATH = /^(?:[/?#]\S*)?$/;

const readHost = (scheme: string, host: string): UrlParts => ({
  scheme,
  host,
  isLocal: isLocalHost(host),
  isPlaceholder: PLACEHOLDER_HOST.test(host),
});

const PLACEHOLDER_HOST =
  /(^|\.)example(\.(com|org|net|edu))?$|\.(test|invalid)$|(^|[.-])(your|my)[-_]?(domain|server|app|host|site|url|company|ngrok|subdomain)|[<>{}$]/;

/** What languages write for a variable that has no value. */
export const UNSET_WORDS: ReadonlySet<string> = new Set(['undefined', 'null', 'nan', 'none', 'nil']);

/** A URL of which a variable was to be the host or the beginning: `undefined/event`, `https://undefined/event`. */
export const unsetWordOfUrl = (text: string): string | undefined => {
  const word = /^(?:[a-z]+:\/\/)?([a-z]+)(?=[:/?#]|$)/i.exec(text)?.[1];
  return word !== undefined && UNSET_WORDS.has(word.toLowerCase()) ? word : undefined;
};
