import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server, Socket } from 'socket.io';
import type { ClientNews, LoginEffect, TellClient } from '../../../emulator/client/client-session.ts';
import { LOGIN_REFUSALS, type LoginDeed, type LoginRefusal } from '../../../emulator/client/login-refusal.ts';
import { bearerToken } from '../../../vonage/signature.ts';
import { isLoopbackUrl } from '../../is-loopback.ts';
import { type Caller, takeUpgrades } from '../../upgrade/take-upgrades.ts';
import { type DoorKeys, namedIn } from '../authorize.ts';
import { type ClientLine, createLine } from './client-line.ts';
import { checkClientToken } from './client-token.ts';
import type { ClientMedia } from './media/client-media.ts';
import { offerIn } from './media/offer-in.ts';

/** Where the Client SDK connects by default; people change `websocketUrl` alone (client-sdk.md §2). */
export const CLIENT_SOCKET_PATH = '/v2/rtc';

/**
 * So long a lost connection may take to come back with its `session_id`, in milliseconds: the SDK tries first after 1 to 9 s
 * and then after twice that (client-sdk.md §3); how long the platform waits is not documented (U).
 */
const BACK_WITHIN_MS = 30_000;
/** An app that only opens a socket and never reads it must not fill the memory. */
const LONGEST_PACKET_BYTES = 100_000;
/** An app that does not answer the good-bye, as one that sleeps, would keep the emulator from stopping for half a minute. */
const LINGERS_MS = 1000;

export interface ClientSocketOptions {
  readonly keys: DoorKeys;
  /** What goes wrong on purpose with the login that comes now. */
  readonly faultOfLogin: () => LoginDeed | undefined;
  /** The name under which a request came is this machine's own. */
  readonly isOwnName: (host: string | undefined) => boolean;
  /** Of their calls: there before anybody is in. */
  readonly media: Pick<ClientMedia, 'open' | 'offer'>;
  /** Tells the platform; a login is answered at once. */
  readonly hear: (news: ClientNews) => LoginEffect | undefined;
}

/** The sessions of Client SDKs: a socket.io server, and what is on its way to each (client-sdk.md §3). */
export interface ClientSockets {
  /** Takes the upgrade requests of this server. */
  attach(server: HttpServer): void;
  tell(message: TellClient): void;
  /** Resolves when the apps of a user have confirmed all they were sent, or after a moment. */
  heard(user: string | undefined): Promise<void>;
  /** A session goes on with another token (`PUT /v0.2/sessions/{id}`). */
  renew(session: string, authorization: string | undefined): void;
  /** While somebody is logged in the platform's clock runs with the wall's: people do not go faster. */
  isAnyOpen(): boolean;
  stop(): void;
}

export const createClientSockets = (options: ClientSocketOptions): ClientSockets => {
  const lines = new Map<string, ClientLine>();
  const connections = new Set<Duplex>();
  let inner: HttpServer | undefined;
  let io: Server | undefined;
  let isStopped = false;

  /** Loaded when the first app comes: most emulators never see one. */
  const open = async (): Promise<HttpServer> => {
    const { Server } = await import('socket.io');
    if (inner) return inner;
    inner = createServer();
    io = new Server(inner, {
      path: CLIENT_SOCKET_PATH,
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: LONGEST_PACKET_BYTES,
    });
    io.on('connection', (socket) => void takeSocket(socket));
    return inner;
  };

  const takeSocket = async (socket: Socket): Promise<void> => {
    const { token, session_id: known, SDK_name: name, SDK_version: version } = socket.handshake.query;
    const fault = options.faultOfLogin();
    const { user: named } = namedIn(textOf(token), options.keys);
    const refuse = (refusal: LoginRefusal | 'no answer', why: string): void => {
      options.hear({ is: 'was-refused', user: named, refusal, why });
      // Without an answer the SDK gives up by itself.
      if (refusal !== 'no answer') turnAway(socket, refusal);
    };
    if (fault !== undefined) {
      refuse(fault === 'timeout' ? 'no answer' : LOGIN_REFUSALS[fault], 'fault on demand');
      return;
    }
    const check = checkClientToken(textOf(token), options.keys);
    if (!check.ok) {
      refuse(check.refusal, check.why);
      return;
    }
    await options.media.open();
    if (isStopped || !socket.connected) return;
    const back = known === undefined ? undefined : lines.get(textOf(known));
    if (known !== undefined) {
      const isOwn = back?.application === check.application && back.name === check.user;
      if (back === undefined || !isOwn) {
        refuse('session:error:invalid', 'this user has no session with that session_id (any more)');
        return;
      }
      const { session } = back;
      const wasAway = back.isAway();
      resume(socket, back, check.expiresAt);
      if (wasAway) options.hear({ is: 'is-back', session, within: BACK_WITHIN_MS / 1000 });
      return;
    }
    const sdk = [textOf(name), textOf(version)].filter((word) => word !== '').join(' ');
    const { application, user } = check;
    const login = options.hear({ is: 'logs-in', application, user, sdk: sdk === '' ? undefined : sdk });
    if (login?.do !== 'open-session') {
      refuse('user:error:invalid-user', login?.why ?? 'the emulator is stopping');
      return;
    }
    const line = createLine({
      ...login,
      application,
      apiKey: options.keys.about.apiKey,
      now: options.keys.now,
    });
    lines.set(line.session, line);
    resume(socket, line, check.expiresAt);
    options.hear({ is: 'hears', session: line.session });
  };

  const resume = (socket: Socket, line: ClientLine, expiresAt: number): void => {
    line.connect(socket, expiresAt);
    const end = (is: 'logs-out' | 'expires' | 'is-lost'): void => {
      if (!lines.delete(line.session)) return;
      line.end();
      options.hear({ is, session: line.session });
    };
    socket.on('session:logout', () => end('logs-out'));
    socket.on('disconnect', (reason) => {
      // Another one of the session has taken its place.
      if (!line.isOn(socket)) return;
      // We close it when its token is over. What neither side wanted is the network.
      if (reason === 'client namespace disconnect') end('logs-out');
      else if (reason === 'server namespace disconnect') end('expires');
      else if (!isStopped) {
        line.lose(BACK_WITHIN_MS, () => end('is-lost'));
        options.hear({ is: 'loses-connection', session: line.session, within: BACK_WITHIN_MS / 1000 });
      }
    });
  };

  /** As at the REST API: with a good token every page may come in, without a look at it those of this machine. */
  const mayComeIn = ({ headers: { host, origin } }: IncomingMessage): boolean =>
    options.isOwnName(host) && (origin === undefined || options.keys.checksAuth || isLoopbackUrl(origin));

  const upgrade = ({ request, socket, refuse }: Caller): void => {
    const isOurs = request.url?.startsWith(`${CLIENT_SOCKET_PATH}/`) === true;
    if (isStopped || !isOurs || !mayComeIn(request)) {
      refuse({ status: isOurs ? 403 : 404, headers: {}, body: '' });
      return;
    }
    void open().then((server) => {
      if (isStopped) {
        socket.destroy();
        return;
      }
      connections.add(socket);
      socket.once('close', () => connections.delete(socket));
      // What came behind the handshake is in the socket already.
      server.emit('upgrade', request, socket, Buffer.alloc(0));
    });
  };

  return {
    attach: (server) => takeUpgrades(server, upgrade),
    tell: ({ user, session, event }) => {
      const meant = [...lines.values()].filter(
        (line) => line.user === user && (session === undefined || session === line.session),
      );
      // An offer opens something, and is made for nobody but who can hear it.
      const told = meant.length === 0 ? event : offerIn(event, options.media);
      for (const line of meant) line.tell(told);
    },
    heard: async (user) => {
      const own = [...lines.values()].filter((line) => line.name === user);
      await Promise.all(own.map((line) => line.heard()));
    },
    renew: (session, authorization) => {
      const check = checkClientToken(bearerToken(authorization) ?? '', options.keys);
      if (check.ok) lines.get(session)?.renew(check.expiresAt);
    },
    isAnyOpen: () => lines.size > 0,
    stop: () => {
      isStopped = true;
      for (const line of lines.values()) line.end();
      lines.clear();
      void io?.close();
      const limit = setTimeout(() => {
        for (const socket of connections) socket.destroy();
      }, LINGERS_MS);
      limit.unref();
    },
  };
};

const textOf = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value) ?? '';

/** The SDK knows the refusal by its type alone, and hangs up then. */
const turnAway = (socket: Socket, type: LoginRefusal): void => {
  socket.emit(type, { type, body: {} });
  socket.disconnect(true);
};
