import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Reply } from '../../flow/webhook-request.ts';

/** Somebody who asks for a WebSocket, and gets it or a reply. */
export interface Caller {
  readonly request: IncomingMessage;
  /** What came behind the handshake is in it. */
  readonly socket: Duplex;
  /** Aborts when the caller has gone. */
  readonly gone: AbortSignal;
  /** Answers like any other request, and ends the connection. */
  refuse(reply: Reply): void;
}

/**
 * Takes the handshakes of WebSockets from a server. Node hands over every request with an `Upgrade` header once somebody
 * listens, also those of Java clients, which offer h2c with each POST: these go back and are served as they would have been.
 */
export const takeUpgrades = (server: Server, take: (caller: Caller) => void): void => {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isHandshake(request)) return serveAnyway(server, request, socket, head);
    // An upgraded socket has no listener of Node's any more, and an error without one would end the process.
    socket.on('error', () => socket.destroy());
    if (head.length > 0) socket.unshift(head);
    const gone = new AbortController();
    socket.once('close', () => gone.abort());
    take({
      request,
      socket,
      gone: gone.signal,
      refuse: (reply) => refuse(socket, reply),
    });
  });
};

const isHandshake = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.upgrade?.trim().toLowerCase() === 'websocket';

/** A caller who was refused has this long to hang up. */
const LINGERS_MILLISECONDS = 1_000;

const OF_AN_UPGRADE: ReadonlySet<string> = new Set(['upgrade', 'connection', 'http2-settings']);

/** A server may ignore the wish for another protocol (RFC 9110 §7.8): the same bytes once more, without it. */
const serveAnyway = (server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void => {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  const { rawHeaders } = request;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = [rawHeaders[at], rawHeaders[at + 1]];
    if (!OF_AN_UPGRADE.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  }
  if (/\bclose\b/i.test(request.headers.connection ?? '')) lines.push('Connection: close');
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
};

const refuse = (socket: Duplex, { status, headers, body }: Reply): void => {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`];
  for (const [name, value] of Object.entries(headers))
    for (const one of typeof value === 'string' ? [value] : value) lines.push(`${name}: ${one}`);
  lines.push('connection: close', `content-length: ${bytes.byteLength}`, '', '');
  // Nobody reads what else the caller may have sent; unread, it would turn the end into a reset that eats the reply.
  socket.resume();
  socket.write(Buffer.from(lines.join('\r\n'), 'latin1'));
  socket.end(bytes);
  // Closing the server does not end upgraded sockets: who never hangs up would keep the process.
  const limit = setTimeout(() => socket.destroy(), LINGERS_MILLISECONDS);
  socket.once('close', () => clearTimeout(limit));
};
