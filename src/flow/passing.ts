import type { Json } from '../vonage/json.ts';

/**
 * Which paths of the user's own server may be reached from outside (DESIGN §4): those that an NCCO of this run
 * named, and those that the config allows. Slots and signed requests are decided elsewhere.
 */
export interface Passing {
  /** Paths that served NCCOs named, on this run's public address, and the server whose NCCO it was; undefined: ours. */
  readonly named: Map<string, string | undefined>;
  readonly patterns: readonly RegExp[];
}

/** A run that names more paths than this has something wrong with it; older ones stay, newer ones are not added. */
const NAMED_LIMIT = 10_000;

export const newPassing = (forwardPaths: readonly string[]): Passing => ({
  named: new Map(),
  patterns: forwardPaths.map(patternOf),
});

/** `*` stands for any run of characters, slashes too. */
const patternOf = (glob: string): RegExp =>
  new RegExp(`^${glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);

/**
 * Dot segments (also with a parameter, `..;x`), encoded dots, slashes, semicolons and NULs, and backslashes: a server behind us
 * may read such a path as another one.
 */
const AMBIGUOUS = /(?:^|\/)\.{1,2}(?:[/;]|$)|(?:^|\/)\.\.|%00|%2e|%2f|%3b|%5c|\\|\/\//i;

/** True for a path that never passes but as a slot's, whoever asks: no URL that Vonage was given looks like it. */
export const isAmbiguous = (path: string): boolean => AMBIGUOUS.test(path);

export const mayPass = (path: string, passing: Passing): boolean =>
  !AMBIGUOUS.test(path) &&
  (passing.named.has(path) || passing.patterns.some((pattern) => pattern.test(path)));

/**
 * Remembers every URL of an NCCO that points at this run's public address.
 *
 * @param server whose NCCO it is: the paths are its own
 */
export const rememberPaths = (
  ncco: Json | undefined,
  publicUrl: string,
  passing: Passing,
  server?: string,
): void => {
  if (typeof ncco === 'string') {
    const path = pathUnder(publicUrl, ncco);
    if (path !== undefined && (passing.named.size < NAMED_LIMIT || passing.named.has(path)))
      passing.named.set(path, server ?? passing.named.get(path));
  } else if (Array.isArray(ncco)) {
    for (const item of ncco as readonly Json[]) rememberPaths(item, publicUrl, passing, server);
  } else if (typeof ncco === 'object' && ncco !== null) {
    for (const item of Object.values(ncco)) rememberPaths(item as Json, publicUrl, passing, server);
  }
};

/** The path of a URL on the public host, whatever its scheme: apps behind a tunnel often think they are on http. */
const pathUnder = (publicUrl: string, url: string): string | undefined => {
  if (!/^(https?|wss?):\/\//i.test(url)) return undefined;
  try {
    const parsed = new URL(url);
    return parsed.host === new URL(publicUrl).host ? parsed.pathname : undefined;
  } catch {
    return undefined;
  }
};
