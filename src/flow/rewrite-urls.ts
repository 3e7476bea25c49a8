import { isJsonObject, type Json } from '../vonage/json.ts';
import { isLocalHost } from '../vonage/local-host.ts';

/** An NCCO whose local URLs lead to the public address, and what was changed. */
export interface Rewritten {
  readonly ncco: Json;
  /** A line each: `[1].eventUrl[0]: http://localhost:8080/dtmf → https://…/dtmf`. */
  readonly changes: readonly string[];
  /** Paths that lead to the user's servers now, and to which. */
  readonly paths: ReadonlyMap<string, string>;
}

/**
 * Points URLs of this machine and of private networks at the public address, path and query kept; only those of servers
 * that the user has named, for nothing else shall become reachable from outside.
 *
 * @param servers addresses of the user's servers
 */
export const rewriteUrls = (ncco: Json, publicUrl: string, servers: readonly string[]): Rewritten => {
  const changes: string[] = [];
  const paths = new Map<string, string>();
  const rewrite = (value: Json, place: string): Json => {
    if (typeof value === 'string') {
      const found = localUrl(value, servers);
      if (!found) return value;
      const { url, server } = found;
      const outside = new URL(publicUrl);
      const scheme = url.protocol.startsWith('ws')
        ? outside.protocol.replace('http', 'ws')
        : outside.protocol;
      const now = `${scheme}//${outside.host}${url.pathname}${url.search}${url.hash}`;
      paths.set(url.pathname, server);
      changes.push(`${place}: ${value} → ${now}`);
      return now;
    }
    if (Array.isArray(value))
      return value.map((item: Json, index) => rewrite(item, `${place}[${index}]`)) as Json;
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        // What is said to the caller is no address.
        key === 'text' ? item : rewrite(item as Json, place === '' ? key : `${place}.${key}`),
      ]),
    ) as Json;
  };
  return { ncco: rewrite(ncco, ''), changes, paths };
};

const localUrl = (
  text: string,
  servers: readonly string[],
): { readonly url: URL; readonly server: string } | undefined => {
  if (!/^(https?|wss?):\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!isLocalHost(url.hostname)) return undefined;
  const server = servers.find((one) => {
    const { hostname, port, protocol } = new URL(one);
    const own = port || portOf(protocol);
    return isLocalHost(hostname) && own === (url.port || portOf(url.protocol));
  });
  // With a path in front the server is asked below it, so that its own URLs do not fit.
  return server === undefined ? undefined : { url, server: new URL(server).origin };
};

const portOf = (protocol: string): string => (/^(https|wss):$/.test(protocol) ? '443' : '80');
