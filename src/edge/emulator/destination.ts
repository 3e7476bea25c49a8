import { EMULATOR_AGENT, isEmulatedHost } from '../../vonage/emulated-host.ts';
import type { PublicNames } from './public-names.ts';

/** Where the URL of a webhook leads. */
export interface Destination {
  /** On this machine, when its host was one that the emulator made up. */
  readonly url: URL;
  readonly origin: string;
  /** With the query. */
  readonly path: string;
  /** What every request there carries: name, value, name, value … */
  readonly headers: readonly string[];
  /** Where it really went, when that is not the address as it was written. */
  readonly sentTo: string | undefined;
}

/** The URLs of an application are few, but a webhook may be sent to one of its call's own. */
const MOST_REMEMBERED = 1000;

/** Finds out where URLs lead, each once, for most are asked again and again; undefined for what is not http(s). */
export const createDestinations = (names: PublicNames): ((url: string) => Destination | undefined) => {
  const known = new Map<string, Destination>();
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    if (!URL.canParse(text)) return undefined;
    const written = new URL(text);
    if (written.protocol !== 'http:' && written.protocol !== 'https:') return undefined;
    const destination = lookUp(written, names);
    // A name that leads nowhere yet may do so later.
    if (isEmulatedHost(destination.url.hostname)) return destination;
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, destination);
    return destination;
  };
};

const lookUp = (written: URL, names: PublicNames): Destination => {
  const url = names.locate(written);
  return {
    url,
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    headers: ['user-agent', EMULATOR_AGENT, 'accept', '*/*', ...Object.entries(names.headersFor(url)).flat()],
    sentTo: url === written ? undefined : url.href,
  };
};
