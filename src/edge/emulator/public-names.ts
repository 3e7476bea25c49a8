import { emulatedHost, isEmulatedHost } from '../../vonage/emulated-host.ts';
import { isLoopbackHost } from '../is-loopback.ts';

/** Public-looking names of servers on this machine, and the way back. */
export interface PublicNames {
  /** The host under which a server is asked; undefined when its address is public already. */
  nameOf(url: URL): string | undefined;
  /** What tells a server that name, as a tunnel or a proxy would; nothing when its address is public already. */
  headersFor(url: URL): Readonly<Record<string, string>>;
  /** Where an address with such a name leads, whatever its scheme and port; any other is given back as it is. */
  locate(url: URL): URL;
}

/** Takes the place of Vonage's address (reserved for documentation: it is nobody's). */
const PLATFORM_ADDRESS = '203.0.113.10';

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

  const nameOf = (url: URL): string | undefined => {
    if (!isLoopbackHost(url.hostname)) return undefined;
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    return names.get(url.origin) ?? makeName(url.origin, port);
  };

  return {
    nameOf,
    headersFor: (url) => {
      const name = nameOf(url);
      if (name === undefined) return {};
      return {
        host: name,
        'x-forwarded-host': name,
        'x-forwarded-proto': 'https',
        'x-forwarded-for': PLATFORM_ADDRESS,
      };
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
