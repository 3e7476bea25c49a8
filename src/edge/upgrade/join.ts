import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ServerLine } from './dial-server.ts';
import type { Caller } from './take-upgrades.ts';

/** Who has said that it is over gets so long to hear the other's last words; nobody keeps half a socket for ever. */
const LAST_WORDS_MILLISECONDS = 5_000;

/** A caller and the user's server, joined until one of them ends. */
export interface Joined {
  /** Resolves when both ends are closed. */
  readonly ended: Promise<void>;
  /** Ends both at once. */
  destroy(): void;
}

/**
 * Gives the caller the server's own reply, and from then on each what the other says, byte by byte. A side that does not
 * read holds the other back. Outside all limits of requests: a call lasts as long as it lasts.
 */
export const join = (caller: Caller, { response, socket: server }: ServerLine): Joined => {
  const both: readonly Duplex[] = [caller.socket, server];
  for (const socket of both) tune(socket as Socket);
  caller.socket.write(headOf(response.statusMessage, response.rawHeaders));
  caller.socket.pipe(server);
  server.pipe(caller.socket);
  const destroy = (): void => {
    for (const socket of both) socket.destroy();
  };
  let timer: NodeJS.Timeout | undefined;
  const finish = (): void => {
    timer ??= setTimeout(destroy, LAST_WORDS_MILLISECONDS);
  };
  const closings = both.map((socket, index) => {
    const other = both[1 - index]!;
    socket.once('end', finish);
    // What was handed over before the end still goes out.
    return closed(socket).then(() => {
      finish();
      if (other instanceof Object && 'destroySoon' in other) (other as Socket).destroySoon();
      else other.destroy();
    });
  });
  return { ended: Promise.all(closings).then(() => clearTimeout(timer)), destroy };
};

const closed = (socket: Duplex): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });

/** 20 ms of sound must not wait for more, and a peer that vanished without a word must be noticed some day. */
const tune = (socket: Socket): void => {
  socket.setTimeout(0);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 30_000);
};

const headOf = (message: string | undefined, rawHeaders: readonly string[]): Buffer => {
  const lines = [`HTTP/1.1 101 ${message || STATUS_CODES[101]}`];
  for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
};
