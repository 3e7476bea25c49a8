import type { Config } from '../../edge/config/config.ts';
import { isLoopbackHost } from '../../edge/is-loopback.ts';
import { badUsage } from '../../failure.ts';
import type { ListenFlags } from './flags.ts';
import { ownServers, secondServer, serversOfRun } from './own-servers.ts';

/** Refuses what the servers of a run cannot mean, whether flags or config name them. */
export const checkServers = (
  flags: Pick<ListenFlags, 'forward' | 'copy' | 'rewriteUrls'>,
  config: Pick<Config, 'forward' | 'copy'>,
): void => {
  if (flags.rewriteUrls && !ownServers(flags, config)) {
    throw badUsage({
      what: '--rewrite-urls is for the NCCOs of your own server, and none is named',
      why: 'NCCOs of the config name the public address themselves: {{ urls.<name> }}.',
      tryThis: ['name it: --forward http://localhost:8080', 'or leave --rewrite-urls out'],
    });
  }
  const second = secondServer(flags, config);
  if (second === undefined || !serversOfRun(flags, config).some((server) => isSame(server, second))) return;
  throw badUsage({
    what: `--copy ${second} is a server that answers already (--forward)`,
    why: 'It would hear every webhook twice.',
    tryThis: 'name another one, or leave --copy out',
  });
};

/** A server that is this listener would be asked, and ask, without end. */
export const refuseOwnAddresses = (
  flags: Pick<ListenFlags, 'forward' | 'copy'>,
  config: Pick<Config, 'forward' | 'copy'>,
  port: number,
): void => {
  const second = secondServer(flags, config);
  const servers = [
    ...serversOfRun(flags, config).map((server) => ['--forward', server] as const),
    ...(second === undefined ? [] : [['--copy', second] as const]),
  ];
  for (const [flag, server] of servers) {
    const url = new URL(server);
    if (!isLoopbackHost(url.hostname) || url.port !== String(port)) continue;
    throw badUsage({
      what: `${flag} ${server} is this listener itself`,
      tryThis: 'name the address of your own server',
    });
  }
};

const isSame = (one: string, other: string): boolean => placeOf(one) === placeOf(other);

/** All names of this machine are one; a path in front makes another server. */
const placeOf = (server: string): string => {
  const { protocol, hostname, port, pathname } = new URL(server);
  return `${protocol}//${isLoopbackHost(hostname) ? 'localhost' : hostname}:${port}${pathname}`;
};
