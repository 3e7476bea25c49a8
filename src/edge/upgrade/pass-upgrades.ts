import { Duplex } from 'node:stream';
import type { Forwarded } from '../../flow/answer.ts';
import { type BuiltInSocket, builtInSocketAt } from '../../flow/sockets/built-in-sockets.ts';
import type { PassedSocketNews } from '../../flow/sockets/socket-news.ts';
import type { Reply, WebhookRequest } from '../../flow/webhook-request.ts';
import type { MediaEndpoints, MediaNews } from '../media/media-endpoints.ts';
import { type Dialled, dialServer, type ServerLine } from './dial-server.ts';
import { type Joined, join } from './join.ts';
import { type SocketTargets, targetOfPath } from './socket-targets.ts';
import type { Caller } from './take-upgrades.ts';

export interface UpgradeOptions {
  /** There is a server of the user's own: `--forward`. */
  readonly forwards: boolean;
  /** Where the WebSockets with a name lead. */
  readonly sockets: () => SocketTargets;
  /** Those that are built in. */
  readonly media: MediaEndpoints;
  readonly publicUrl: () => string;
  /** Milliseconds on a clock that never goes back. */
  readonly monotonic: () => number;
  /** Takes the news of a WebSocket that has opened, by its handshake. */
  readonly tell: (handshake: WebhookRequest, news: PassedSocketNews) => void;
  /**
   * Decides about a handshake as about every request, also which server it is for, and asks that by what it is given;
   * `isNamed` when its path is that of a WebSocket with a name, ours or the user's, which may pass.
   */
  readonly receive: (
    request: WebhookRequest,
    ask: ((server: string, request: WebhookRequest) => Promise<Forwarded>) | undefined,
    isNamed: boolean,
  ) => Promise<Reply>;
}

/** The WebSockets of a run. */
export interface Upgrades {
  /** Resolves when it was decided: the caller has got its WebSocket, or a reply. */
  receive(request: WebhookRequest, caller: Caller): Promise<void>;
  /** Ends all that are open, and what is being dialled. */
  close(): Promise<void>;
}

/** Passes WebSockets on to the user's own server, as far as they may pass, or to one that is built in. */
export const passUpgrades = (options: UpgradeOptions): Upgrades => {
  const open = new Set<Joined>();
  const stopping = new AbortController();

  const connect = (name: BuiltInSocket, request: WebhookRequest): Duplex | Forwarded => {
    const connection = options.media.connect({
      name,
      query: request.query,
      id: request.id,
      tell: (news) => options.tell(request, newsOf(news)),
    });
    if (connection instanceof Duplex) return connection;
    return { url: BUILT_IN.href, milliseconds: 0, reply: connection.reply, failure: connection.why };
  };

  const receive = async (request: WebhookRequest, caller: Caller): Promise<void> => {
    const gone = AbortSignal.any([caller.gone, stopping.signal]);
    const builtIn = builtInSocketAt(request.path);
    const named = builtIn === undefined ? targetOfPath(request.path, options.sockets()) : undefined;
    const own = builtIn === undefined ? named : BUILT_IN;
    let line: ServerLine | undefined;
    const ask = async (server: string, asked: WebhookRequest): Promise<Forwarded> => {
      const connection = builtIn && connect(builtIn, asked);
      if (connection && !(connection instanceof Duplex)) return { ...connection, builtIn: builtIn! };
      const handshake = {
        request: asked,
        path: named?.pathname,
        rawHeaders: caller.request.rawHeaders,
        publicUrl: options.publicUrl(),
        monotonic: options.monotonic,
        gone,
      };
      const dialled: Dialled = await dialServer(own ?? new URL(server), handshake, connection);
      line = dialled.line;
      return { ...dialled.forwarded, ...(builtIn && { builtIn }) };
    };
    const isNamed = own !== undefined;
    const asks = isNamed || options.forwards ? ask : undefined;
    const reply = await options.receive({ ...request, upgrade: 'websocket' }, asks, isNamed);
    if (line === undefined) return caller.refuse(reply);
    const { monotonic } = options;
    const joined = join(caller, line, { monotonic, tell: (news) => options.tell(request, news) });
    open.add(joined);
    void joined.ended.then(() => open.delete(joined));
    // Its opening is told already, so its end has to be.
    if (gone.aborted) joined.leave();
  };

  return {
    receive,
    close: async () => {
      stopping.abort();
      const ends = [...open].map(({ ended }) => ended);
      for (const joined of open) joined.leave();
      await Promise.all(ends);
      await options.media.settled();
    },
  };
};

/** Where requests to those that are built in would go, if they went anywhere. */
const BUILT_IN = new URL('http://built-in');

const newsOf = (news: MediaNews): PassedSocketNews => {
  if (news.is === 'unrecorded') return { name: 'unrecorded', why: news.words };
  const { file, milliseconds, bytes } = news;
  return { name: 'recorded', file, milliseconds, bytes };
};
