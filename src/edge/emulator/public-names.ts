import { emulatedHost, isEmulatedHost } from '../../vonage/emulated-host.ts';

/** Public-looking names of servers on this machine, and the way back. */
export interface PublicNames {
  /** The host under which a server is asked; undefined when its address is public already. */
  nameOf(url: URL): string | undefined;
  /** Where an address with such a name leads, whatever its scheme and port; any other is given back as it is. */
  locate(url: URL): URL;
}

/** Origins are few; a run that has more than this makes them up, and later ones keep their own host. */
const MOST_ORIGINS = 1000;

export const createPublicNames = (): PublicNames => {
  const names = new Map<string, string>();
  const origins = new Map<string, string>();

  const makeName = (origin: string, port: string): string | undefined => {
    if (names.size >= MOST_ORIGINS) return undefined;
    // `localhost:8080` and `127.0.0.1:8080` may be two servers, one for each family.
    for (let twin = 1; ; twin += 1) {
      const name = emulatedHost(twin === 1 ? port : `${port}-${twin}`);
      if (origins.has(name)) continue;
      names.set(origin, name);
      origins.set(name, origin);
      return name;
    }
  };

  return {
    nameOf: (url) => {
      if (!isLoopback(url.hostname)) return undefined;
      const port = url.port || (url.protocol === 'https:' ? '443' : '80');
      return names.get(url.origin) ?? makeName(url.origin, port);
    },
    locate: (url) => {
      const origin = isEmulatedHost(url.hostname) ? origins.get(url.hostname) : undefined;
      if (origin === undefined) return url;
      const located = new URL(origin);
      // Not by resolving, for which a path that begins with two slashes is a host.
      located.pathname = url.pathname;
      located.search = url.search;
      return located;
    },
  };
};

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
