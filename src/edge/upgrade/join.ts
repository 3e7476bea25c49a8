import { STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { PassedSocketNews, SocketSide } from '../../flow/sockets/socket-news.ts';
import { watchSocket } from '../../flow/sockets/watch-socket.ts';
import type { ServerLine } from './dial-server.ts';
import type { Caller } from './take-upgrades.ts';

/** Who has said that it is over gets so long to hear the other's last words; nobody keeps half a socket for ever. */
const LAST_WORDS_MILLISECONDS = 5_000;
/** When we stop, so long. */
const LEAVING_MILLISECONDS = 500;
/** How often what passed is told of. */
const SUM_MILLISECONDS = 10_000;

/** A caller and the user's server, joined until one of them ends. */
export interface Joined {
  /** Resolves when both ends are closed and that was told. */
  readonly ended: Promise<void>;
  /** Tells both that we go away, where no frame is under way, and ends. */
  leave(): void;
}

export interface JoinOptions {
  /** Milliseconds on a clock that never goes back. */
  readonly monotonic: () => number;
  readonly tell: (news: PassedSocketNews) => void;
}

/**
 * Gives the caller the server's own reply, and from then on each what the other says, byte by byte. A side that does not
 * read holds the other back. Outside all limits of requests: a call lasts as long as it lasts.
 */
export const join = (
  caller: Caller,
  { response, socket: server }: ServerLine,
  { monotonic, tell }: JoinOptions,
): Joined => {
  const sockets: Readonly<Record<SocketSide, Duplex>> = { client: caller.socket, server };
  const watch = watchSocket(monotonic(), tell);
  const sums = setInterval(() => watch.sum(monotonic()), SUM_MILLISECONDS);
  let endedBy: SocketSide | 'listener' | undefined;
  let timer: NodeJS.Timeout | undefined;
  const destroy = (): void => {
    for (const socket of [sockets.client, sockets.server]) socket.destroy();
  };
  const finish = (by: SocketSide | 'listener', within: number): void => {
    endedBy ??= by;
    timer ??= setTimeout(destroy, within);
  };

  const connect = async (from: SocketSide, to: SocketSide): Promise<void> => {
    const socket = sockets[from];
    if (socket instanceof Socket) tune(socket);
    socket.on('data', (chunk: Buffer) => watch.read(from, chunk, monotonic()));
    socket.pipe(sockets[to]);
    socket.once('end', () => finish(from, LAST_WORDS_MILLISECONDS));
    await closed(socket);
    finish(from, LAST_WORDS_MILLISECONDS);
    // What was handed over before the end still goes out.
    destroySoon(sockets[to]);
  };

  tell({
    name: 'opened',
    protocol: headerOf(response.headers['sec-websocket-protocol']),
    extensions: headerOf(response.headers['sec-websocket-extensions']),
  });
  caller.socket.write(headOf(response.statusMessage, response.rawHeaders));
  const ended = Promise.all([connect('client', 'server'), connect('server', 'client')]).then(() => {
    clearTimeout(timer);
    clearInterval(sums);
    watch.end(endedBy ?? 'client', monotonic());
  });

  return {
    ended,
    leave: () => {
      clearTimeout(timer);
      timer = setTimeout(destroy, LEAVING_MILLISECONDS);
      endedBy = 'listener';
      const say = (from: SocketSide, to: SocketSide, frame: Uint8Array): void => {
        // What still comes is read, so that the end is seen.
        sockets[from].unpipe(sockets[to]).resume();
        if (watch.isBetween(from)) sockets[to].end(frame);
        else sockets[to].destroy();
      };
      say('client', 'server', GOING_AWAY_MASKED);
      say('server', 'client', GOING_AWAY);
    },
  };
};

/** A close frame with 1001 (RFC 6455 §5.5.1). */
const GOING_AWAY = Uint8Array.of(0x88, 0x02, 0x03, 0xe9);
/** The same as a client has to send it; a mask of zeros is one. */
const GOING_AWAY_MASKED = Uint8Array.of(0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe9);

const closed = (socket: Duplex): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });

/** Once what was written has gone. */
const destroySoon = (socket: Duplex): void => {
  if (socket.writable) socket.end();
  if (socket.writableFinished) socket.destroy();
  else socket.once('finish', () => socket.destroy());
};

/** 20 ms of sound must not wait for more, and a peer that vanished without a word must be noticed some day. */
const tune = (socket: Socket): void => {
  socket.setTimeout(0);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 30_000);
};

/** Node's types allow a list for any header. */
const headerOf = (value: string | readonly string[] | undefined): string | undefined =>
  value === undefined || typeof value === 'string' ? value : value.join(', ');

const headOf = (message: string | undefined, rawHeaders: readonly string[]): Buffer => {
  const lines = [`HTTP/1.1 101 ${message || STATUS_CODES[101]}`];
  for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
};
