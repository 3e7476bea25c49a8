import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket, connect as tlsConnect } from 'node:tls';
import { Failure, wordsOf } from '../../failure.ts';
import { isVonageHost } from '../../vonage/hosts.ts';
import type { Authority } from './authority.ts';
import type { Dial } from './dial.ts';

export interface ConnectProxy {
  readonly address: string;
  close(): Promise<void>;
}

export interface ConnectProxyOptions {
  /** Address of the emulator, which plays Vonage's hosts. */
  readonly emulator: string;
  readonly authority: Authority;
  /** The way to all other hosts. */
  readonly dial: Dial;
}

/** Opens a proxy on 127.0.0.1 that leads Vonage's hosts to the emulator and all others through, unread. */
export const openConnectProxy = async (options: ConnectProxyOptions): Promise<ConnectProxy> => {
  const sockets = new Set<Duplex>();
  const server = createServer((asked, reply) => void passRequest(options, asked, reply));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('connect', (asked, socket, head) => void openTunnel(options, asked, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new Failure({
          what: 'The proxy for --redirect cannot start',
          why: wordsOf(cause),
          tryThis: 'do without --redirect',
          cause,
        }),
      ),
    );
    server.listen(0, '127.0.0.1', resolve);
  });
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};

/** `CONNECT host:port`. */
const openTunnel = async (
  { emulator, authority, dial }: ConnectProxyOptions,
  asked: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> => {
  socket.on('error', () => socket.destroy());
  const target = targetOf(asked.url ?? '');
  if (target === undefined) return void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
  const { host, port } = target;
  try {
    if (isVonageHost(host)) {
      const secureContext = await authority.contextFor(host);
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length > 0) socket.unshift(head);
      const decrypted = new TLSSocket(socket as Socket, {
        isServer: true,
        secureContext,
        ALPNProtocols: ['http/1.1'],
      });
      join(decrypted, connectTo(emulator));
    } else {
      const far = await dial(host, port);
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length > 0) far.write(head);
      join(socket, far);
    }
  } catch (error) {
    socket.end(`HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/plain\r\n\r\n${host}: ${wordsOf(error)}\n`);
  }
};

const targetOf = (authority: string): { readonly host: string; readonly port: number } | undefined => {
  const [, host, port] = /^(?:\[([^\]]+)\]|[^:]+):(\d{1,5})$/.exec(authority) ?? [];
  if (port === undefined) return undefined;
  return { host: (host ?? authority.slice(0, authority.lastIndexOf(':'))).toLowerCase(), port: Number(port) };
};

const connectTo = (address: string): Socket => {
  const { hostname, port } = new URL(address);
  return connect(Number(port), hostname);
};

/** Both ways, until one side ends or breaks. */
const join = (near: Duplex, far: Duplex): void => {
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.once('close', () => to.destroy());
  }
};

/** Meant for one connection, or for the proxy alone (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'upgrade',
]);

/** A request for a whole address: clients ask so for plain HTTP, and some for https too. */
const passRequest = async (
  { emulator, dial }: ConnectProxyOptions,
  asked: IncomingMessage,
  reply: ServerResponse,
): Promise<void> => {
  const url = /^https?:\/\//i.test(asked.url ?? '') ? new URL(asked.url!) : undefined;
  if (url === undefined) {
    reply.writeHead(400, { 'content-type': 'text/plain' });
    reply.end(
      'This is the proxy of vonage-flow emulator exec --redirect: it takes requests for other hosts.\n',
    );
    return;
  }
  const refuse = (error: unknown): void => {
    if (reply.headersSent) reply.destroy();
    else reply.writeHead(502, { 'content-type': 'text/plain' }).end(`${url.host}: ${wordsOf(error)}\n`);
  };
  try {
    const socket = isVonageHost(url.hostname) ? connectTo(emulator) : await reach(url, dial);
    const passed = request({
      method: asked.method,
      path: `${url.pathname}${url.search}`,
      headers: { ...endToEnd(asked.headers), host: url.host, connection: 'close' },
      createConnection: () => socket,
    });
    passed.on('response', (answer) => {
      reply.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
      answer.pipe(reply);
      answer.on('error', refuse);
    });
    passed.on('error', refuse);
    reply.on('close', () => socket.destroy());
    asked.pipe(passed);
  } catch (error) {
    refuse(error);
  }
};

const reach = async ({ protocol, hostname, port }: URL, dial: Dial): Promise<Socket> => {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol === 'http:') return dial(host, Number(port || 80));
  const socket = await dial(host, Number(port || 443));
  return tlsConnect({ socket, host, ...(isIP(host) === 0 && { servername: host }) });
};

const endToEnd = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
