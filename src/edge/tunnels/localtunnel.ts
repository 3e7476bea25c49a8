import type { Socket } from 'node:net';
import type localtunnel from 'localtunnel';
import { Failure, stoppedBefore, wordsOf } from '../../failure.ts';
import { oneLine } from '../one-line.ts';
import { answerOnce } from './answer-once.ts';
import { refillCalmly } from './refill-calmly.ts';
import type { Tunnel, TunnelOptions } from './tunnel.ts';

/**
 * The public control server, and the default of the package itself. It hands out names under `loca.lt`; its keeper
 * said so in localtunnel issue 340 (2020-09) and has answered for it since.
 */
export const PUBLIC_TUNNEL_HOST = 'https://localtunnel.me';

/** The issue allows 15 s for a clear error; what is left is for the proof and for the words. */
const OPENING_MILLISECONDS = 12_000;

/** The server frees a name about a second after its last connection has gone. */
const NAME_FREED_MILLISECONDS = 1_500;
/** Names that nobody guesses: whoever knows a free name can have it, and what is sent there. */
const NAME_BYTES = 10;

/**
 * Opens a tunnel with the `localtunnel` package. `local_host` is never passed: the package then treats the first bytes
 * of a body as text and damages them (FIELD e1.6). What the package does not do by itself is added around it: one
 * answer of the control server decides (`answerOnce`), lost connections are replaced without haste (`refillCalmly`),
 * and a name that is asked for again is waited for, since the server gives another one without a word (FIELD e1.11).
 */
export const openLocaltunnel = async (host = PUBLIC_TUNNEL_HOST, options: TunnelOptions): Promise<Tunnel> => {
  const { world, signal } = options;
  const name = options.name ?? world.chance.hex(NAME_BYTES);
  const tunnel = await openNamed(name, host, options);
  if (options.name === undefined || tunnel.name === name) return tunnel;
  await tunnel.close();
  await world.clock.sleep(NAME_FREED_MILLISECONDS, signal);
  return openNamed(name, host, options);
};

const openNamed = async (name: string, host: string, options: TunnelOptions): Promise<Tunnel> => {
  // The package is CommonJS with a function as its whole export.
  const { default: open } = await import('localtunnel');
  // A stop that came meanwhile is heard by nobody below.
  if (options.signal?.aborted) throw stoppedBefore('the tunnel was open');
  const deadline = AbortSignal.timeout(OPENING_MILLISECONDS);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  const control = answerOnce(host, signal);
  try {
    const client = await register(open, { port: options.port, host, subdomain: name }, signal);
    return overClient(client, options);
  } catch (error) {
    if (options.signal?.aborted) throw stoppedBefore('the tunnel was open');
    throw noTunnel(
      host,
      control.said() ?? (deadline.aborted ? 'it gave no answer in time' : oneLine(wordsOf(error))),
    );
  } finally {
    control.release();
  }
};

/** What the package's types do not tell of: the name that was given, and how many connections it keeps. */
interface Client extends localtunnel.Tunnel {
  readonly clientId: string;
  readonly tunnelCluster: localtunnel.TunnelCluster & { readonly opts: { readonly max_conn: number } };
}

const register = (
  open: typeof localtunnel,
  wish: localtunnel.TunnelConfig & { port: number },
  signal: AbortSignal,
): Promise<Client> =>
  new Promise((resolve, reject) => {
    const giveUp = () => {
      client.close();
      reject(new Error('no answer'));
    };
    const client = open(wish, (error) => {
      signal.removeEventListener('abort', giveUp);
      // The types say text, the package gives an Error.
      if (error) reject(error);
      else resolve(client as Client);
    });
    // Without a listener the first refused connection would end the process (FIELD e1.3).
    client.on('error', () => undefined);
    signal.addEventListener('abort', giveUp, { once: true });
  });

const overClient = (client: Client, options: TunnelOptions): Tunnel => {
  const sockets = new Set<Socket>();
  client.tunnelCluster.on('open', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const stopRefilling = refillCalmly(client, client.tunnelCluster.opts.max_conn, options);
  return {
    kind: 'localtunnel',
    // Only what a URL can be: the server's text may hold anything.
    url: new URL(client.url).origin,
    name: client.clientId,
    close: async () => {
      stopRefilling();
      client.close();
      const open = [...sockets].filter((socket) => !socket.closed);
      await Promise.all(
        open.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()).destroy())),
      );
    },
  };
};

const noTunnel = (host: string, said: string): Failure =>
  new Failure({
    what: `The tunnel server ${oneLine(host)} gave no tunnel`,
    why: `The reason: ${said}.`,
    tryThis: [
      'try again in a minute; the public server is often busy',
      'use a tunnel of your own: --public-url <url>',
      'use a tunnel server of your own: --tunnel-host <url>',
      'or do without the internet: vonage-flow listen --emulator',
    ],
  });
