import { badUsage } from '../../failure.ts';

/** Where the WebSockets lead that a config names: `ws://localhost:8080/bot`, as an http address without a slash at its end. */
export type SocketTargets = ReadonlyMap<string, URL>;

const SOCKET_PATH = /^\/ws\/([A-Za-z0-9_-]{1,64})$/;

/** Where a path of ours leads; undefined for every other one. */
export const targetOfPath = (path: string, sockets: SocketTargets): URL | undefined => {
  const name = SOCKET_PATH.exec(path)?.[1];
  return name === undefined ? undefined : sockets.get(name);
};

/**
 * Finds the servers of the names: a path is one of the server that answers (`forward`), anything else an address of its
 * own. Fails with a `Failure` for a path when there is no such server.
 */
export const socketTargets = (
  sockets: Readonly<Record<string, string>>,
  forward: string | undefined,
): SocketTargets =>
  new Map(
    Object.entries(sockets).map(([name, value]) => {
      if (!value.startsWith('/')) return [name, new URL(value.replace(/^ws/i, 'http'))];
      if (forward !== undefined) return [name, new URL(`${forward}${value}`)];
      throw badUsage({
        what: `sockets.${name} in the config is the path ${value}, and nobody says of which server`,
        tryThis: [
          `write its whole address: ${name}: ws://localhost:8080${value}`,
          'or name your server with forward: or --forward, which then answers the webhooks as well',
        ],
      });
    }),
  );
