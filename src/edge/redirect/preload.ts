/**
 * Loaded into the processes of Node that `emulator exec --redirect` starts, before anything of theirs, by `node --require`:
 * connections to Vonage's hosts go to the emulator. A file of its own in dist that depends on nothing.
 *
 * All clients, of whatever kind and version, end in `tls.connect`, so this is the one place to stand: URL, Host header and
 * reply stay as the client made them, only the bytes travel unencrypted on loopback.
 */
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { env, nextTick } from 'node:process';
import tls from 'node:tls';
import { isVonageHost } from '../../vonage/hosts.ts';
import { REDIRECT_VARIABLE } from './redirect-variable.ts';

type Options = Readonly<Record<string, unknown>>;

/** What of a client's wishes still makes sense on loopback. */
const KEPT = ['allowHalfOpen', 'highWaterMark', 'keepAlive', 'keepAliveInitialDelay', 'noDelay', 'signal'];

/** What clients look at in an encrypted connection. */
const AS_IF_ENCRYPTED = {
  encrypted: true,
  authorized: true,
  authorizationError: null,
  alpnProtocol: false,
  getCipher: () => ({}),
  getPeerCertificate: () => ({}),
  getProtocol: () => null,
  getSession: () => undefined,
  isSessionReused: () => false,
};

const redirect = (emulator: URL): void => {
  const there = { host: emulator.hostname, port: Number(emulator.port) };
  const connectTls = tls.connect as (...args: unknown[]) => tls.TLSSocket;
  const connectPlainly = net.Socket.prototype.connect as (...args: unknown[]) => net.Socket;

  Object.assign(tls, {
    connect: (...args: unknown[]): net.Socket => {
      const options = optionsOf(args);
      // A connection that is there already leads to a proxy, which knows what to do.
      if (!isForVonage(options) || options['socket']) return connectTls(...args);
      const kept = Object.fromEntries(KEPT.flatMap((key) => (key in options ? [[key, options[key]]] : [])));
      const socket = Object.assign(net.connect({ ...kept, ...there }), AS_IF_ENCRYPTED);
      const whenConnected = args.at(-1);
      if (typeof whenConnected === 'function') {
        socket.once('secureConnect', whenConnected as () => void);
      }
      // As with a real handshake, after all who wait for the connection alone.
      return socket.once('connect', () => nextTick(() => socket.emit('secureConnect')));
    },
  });
  // Plain HTTP, and any other way to a host that a test must not reach.
  Object.assign(net.Socket.prototype, {
    connect(this: net.Socket, ...args: unknown[]): net.Socket {
      // Node hands its own calls over as one list.
      const given = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
      const options = optionsOf(given);
      if (!isForVonage(options)) return connectPlainly.apply(this, args);
      const whenConnected = given.at(-1);
      return connectPlainly.call(
        this,
        { ...options, ...there },
        typeof whenConnected === 'function' ? whenConnected : undefined,
      );
    },
  });
  syncBuiltinESMExports();
};

/** `connect(options)`, `connect(port, host, options)`: with or without a function behind. */
const optionsOf = (args: readonly unknown[]): Options => {
  const [first, second] = args;
  const named = args.find((arg): arg is Options => typeof arg === 'object' && arg !== null);
  if (typeof first === 'object') return named ?? {};
  return { port: first, ...(typeof second === 'string' && { host: second }), ...named };
};

const isForVonage = ({ host }: Options): boolean => typeof host === 'string' && isVonageHost(host);

const emulator = env[REDIRECT_VARIABLE];
if (emulator !== undefined && URL.canParse(emulator)) redirect(new URL(emulator));
