import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** How the control server behaves from now on. */
export type ControlMode =
  | 'serve'
  /** Takes the request and never answers. */
  | 'hang'
  /** Breaks the connection in the middle of the request. */
  | 'die'
  /** A page for people, with status 200. */
  | 'html'
  | { readonly status: number; readonly message: string };

export interface LocaltunnelServerOptions {
  /** Connections that are kept for a tunnel; the public server's number is 10. */
  readonly maxConnections?: number;
  /** Connections that a tunnel is offered, where that is another number. */
  readonly offered?: number;
  /** What it says of the port that clients shall connect to, where that is not the real one. */
  readonly port?: unknown;
  /** What it says of the host that clients shall connect to; nothing by itself, and they take its own. */
  readonly ip?: string;
}

/** A tunnel that somebody opened. */
export interface ServedTunnel {
  readonly id: string;
  /** Its public address: a 127.0.0.1 port of its own. */
  readonly url: string;
  /** Client connections that wait for a request. */
  waiting(): number;
  /** All client connections that are open. */
  connections(): number;
  /** How often a client has connected. */
  connected(): number;
  /** Closes the port for clients, with all its connections: what comes next is refused. */
  refuseClients(): Promise<void>;
  /** Opens that port again. */
  acceptClients(): Promise<void>;
  /** Closes every client connection as soon as it is made. */
  closeClientsAtOnce(yes: boolean): void;
  /** Goes away with all its connections, its public port too. */
  die(): Promise<void>;
  /** Takes what is sent to the public port, and never answers. */
  hang(): void;
}

export interface LocaltunnelServer {
  readonly url: string;
  /** Paths that were asked of the control server, with their queries. */
  readonly asked: readonly string[];
  readonly tunnels: readonly ServedTunnel[];
  mode: ControlMode;
  /** `asked`: a name that is free is given to whoever asks, with the public port that it had. `others`: never. */
  names: 'asked' | 'others';
  /** Goes away with all its tunnels, and comes back at the same address when `start` is called. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A client that has gone keeps its name for so long. */
const NAME_KEPT_MILLISECONDS = 1_000;

/** A public request waits so long for a client connection before it gets 503. */
const WAIT_MILLISECONDS = 5_000;

/**
 * A server of the localtunnel protocol on loopback. `GET /?new` and `GET /<name>` open a tunnel; the client connects
 * to the tunnel's TCP port and waits there, and what arrives at the tunnel's public port is relayed over a waiting
 * connection byte by byte, both ways, so that chunked bodies, upgrades and broken text pass unharmed.
 */
export const startLocaltunnelServer = async (
  options: LocaltunnelServerOptions = {},
): Promise<LocaltunnelServer> => {
  const asked: string[] = [];
  const tunnels: Tunnel[] = [];
  /** Public ports of names that were given once. */
  const publicPorts = new Map<string, number>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '/';
    asked.push(path);
    const { mode } = server;
    if (mode === 'hang') return;
    if (mode === 'die') return void request.socket.destroy();
    if (mode === 'html')
      return void response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>Welcome</title>');
    if (mode !== 'serve') return void sendJson(response, mode.status, { message: mode.message });
    const wish = /^\/([a-z0-9-]{4,63})$/.exec(path)?.[1];
    if (path === '/api/status') return void sendJson(response, 200, { tunnels: tunnels.length, mem: {} });
    if (path !== '/?new' && wish === undefined) return void sendJson(response, 404, { message: 'not found' });
    // A name that is taken is replaced by another one without a word, as the public server does.
    const former = tunnels.filter((tunnel) => tunnel.id === wish);
    const isFree = server.names === 'asked' && !former.some((tunnel) => tunnel.isHeld());
    const id = wish !== undefined && isFree ? wish : `tunnel-${tunnels.length + 1}`;
    if (isFree) await Promise.all(former.map((tunnel) => tunnel.close()));
    const tunnel = await openTunnel(id, options.maxConnections ?? 10, publicPorts.get(id));
    publicPorts.set(id, Number(new URL(tunnel.url).port));
    tunnels.push(tunnel);
    sendJson(response, 200, {
      id,
      ...(options.ip !== undefined && { ip: options.ip }),
      port: options.port ?? tunnel.port,
      max_conn_count: options.offered ?? tunnel.maxConnections,
      url: tunnel.url,
    });
  };

  const control = createHttpServer((request, response) => void answer(request, response));
  await listen(control);
  const url = urlOf(control);
  const stop = async (): Promise<void> => {
    control.closeAllConnections();
    await Promise.all([closed(control), ...tunnels.map((tunnel) => tunnel.close())]);
  };
  const server: LocaltunnelServer = {
    url,
    asked,
    tunnels,
    mode: 'serve',
    names: 'asked',
    stop,
    start: () => listen(control, Number(new URL(url).port)),
    close: stop,
  };
  return server;
};

interface Tunnel extends ServedTunnel {
  readonly port: number;
  readonly maxConnections: number;
  /** True while somebody is connected, or was a moment ago. */
  isHeld(): boolean;
  close(): Promise<void>;
}

const openTunnel = async (
  id: string,
  maxConnections: number,
  publicPort: number | undefined,
): Promise<Tunnel> => {
  const clients = new Set<Socket>();
  const visitors = new Set<Socket>();
  const waiting: Socket[] = [];
  const wanting: ((client: Socket) => void)[] = [];
  let connected = 0;
  let closesAtOnce = false;
  let hangs = false;
  let lastSeen = Date.now();

  const offer = (client: Socket): void => {
    connected += 1;
    client.on('error', () => client.destroy());
    if (closesAtOnce || clients.size >= maxConnections) return void client.destroy();
    clients.add(client);
    client.once('close', () => {
      clients.delete(client);
      lastSeen = Date.now();
      remove(waiting, client);
    });
    const visitor = wanting.shift();
    if (visitor) {
      visitor(client);
      return;
    }
    waiting.push(client);
    // A client that ends while it waits, or speaks before it was asked, is of no use for a request.
    client.once('readable', () => {
      if (waiting.includes(client)) client.destroy();
    });
  };

  const serve = (visitor: Socket): void => {
    visitors.add(visitor);
    visitor.once('close', () => visitors.delete(visitor));
    visitor.on('error', () => visitor.destroy());
    if (hangs) return;
    const connect = (client: Socket): void => {
      clearTimeout(timer);
      relay(visitor, client);
    };
    const timer = setTimeout(() => {
      remove(wanting, connect);
      visitor.end('HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    }, WAIT_MILLISECONDS);
    visitor.once('close', () => {
      clearTimeout(timer);
      remove(wanting, connect);
    });
    const client = waiting.shift();
    if (client) connect(client);
    else wanting.push(connect);
  };

  let door = createServer(offer);
  await listen(door);
  const { port } = door.address() as AddressInfo;
  const front = createServer({ pauseOnConnect: true }, serve);
  await listen(front, publicPort);

  const close = async (): Promise<void> => {
    for (const socket of [...clients, ...visitors]) socket.destroy();
    await Promise.all([closed(door), closed(front)]);
  };
  return {
    id,
    port,
    maxConnections,
    url: urlOf(front),
    waiting: () => waiting.length,
    connections: () => clients.size,
    connected: () => connected,
    refuseClients: async () => {
      const gone = closed(door);
      for (const client of clients) client.destroy();
      await gone;
    },
    acceptClients: async () => {
      door = createServer(offer);
      await listen(door, port);
    },
    closeClientsAtOnce: (yes) => {
      closesAtOnce = yes;
    },
    isHeld: () => door.listening && (clients.size > 0 || Date.now() - lastSeen < NAME_KEPT_MILLISECONDS),
    die: close,
    hang: () => {
      hangs = true;
    },
    close,
  };
};

/** Pipes both ways, and ends both when either breaks. */
const relay = (visitor: Socket, client: Socket): void => {
  client.removeAllListeners('readable');
  visitor.once('close', () => client.destroySoon());
  client.once('close', () => visitor.destroySoon());
  client.pipe(visitor);
  visitor.pipe(client);
};

const sendJson = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const listen = (server: Server, port = 0): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    if (server.listening) server.close(() => resolve());
    else resolve();
  });

// A listening TCP server has an address with a port.
const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const remove = <T>(list: T[], item: T): void => {
  const place = list.indexOf(item);
  if (place !== -1) list.splice(place, 1);
};
