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

/** Where a listener is reached: its port on this machine, and its address outside as far as it is known. */
export interface OwnPlaces {
  readonly port: number;
  readonly publicUrl?: string;
}

/**
 * A server that is this listener would be asked, and ask, without end. What comes back by other names is known by a
 * header (`HOP_HEADER`), once a webhook has come.
 */
export const refuseOwnAddresses = (
  flags: Pick<ListenFlags, 'forward' | 'copy'>,
  config: Pick<Config, 'forward' | 'copy'>,
  own: OwnPlaces,
): void => {
  const second = secondServer(flags, config);
  const servers = [
    ...serversOfRun(flags, config).map((server) => ['--forward', server] as const),
    ...(second === undefined ? [] : [['--copy', second] as const]),
  ];
  for (const [flag, server] of servers) {
    const isHere = isAtPort(new URL(server), own.port);
    if (!isHere && !isOutside(server, own.publicUrl)) continue;
    throw badUsage({
      what: `${flag} ${server} is this listener itself${isHere ? '' : ', as it is reached from outside'}`,
      tryThis: 'name the address of your own server',
    });
  }
};

const isAtPort = ({ hostname, protocol, port }: URL, own: number): boolean =>
  isLoopbackHost(hostname) && Number(port || DEFAULT_PORTS[protocol]) === own;

/** A URL does not say these. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** Other paths of the same host may lead to somebody else behind it. */
const isOutside = (server: string, publicUrl: string | undefined): boolean =>
  // A tunnel serves both schemes.
  publicUrl !== undefined &&
  isSame(server.replace(/^http:/, 'https:'), publicUrl.replace(/^http:/, 'https:'));

const isSame = (one: string, other: string): boolean => placeOf(one) === placeOf(other);

/** All names of this machine are one; a path in front makes another server. */
const placeOf = (server: string): string => {
  const { protocol, hostname, port, pathname } = new URL(server);
  return `${protocol}//${isLoopbackHost(hostname) ? 'localhost' : hostname}:${port}${pathname}`;
};
