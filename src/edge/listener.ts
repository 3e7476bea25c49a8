import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { codeOf, Failure, wordsOf } from '../failure.ts';
import { problemReply } from '../flow/problem-reply.ts';
import type { Reply, WebhookRequest } from '../flow/webhook-request.ts';
import type { Clock } from '../world.ts';
import { LEASE_PATH } from './borrow/lease.ts';
import type { LeaseDesk } from './borrow/lease-desk.ts';
import type { Proof } from './proof.ts';
import { readBody } from './read-body.ts';
import { type Caller, takeUpgrades } from './upgrade/take-upgrades.ts';
import { withLength } from './with-length.ts';

/** The port that is ours, not the 3000 that the user's own server wants (DESIGN §3). */
export const DEFAULT_PORT = 4747;

/** When the default port is taken, so many following ones are tried: enough for several terminals side by side. */
const PORTS_TRIED = 20;

/** Vonage's webhooks are a few kB; a megabyte is far above, and bounds what a stranger can make us hold (DESIGN §10). */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** A request whose headers or body dribble in is cut off: Vonage's own limit for the whole answer is 5 s (voice-webhooks.md §8). */
const SLOW_REQUEST_MILLISECONDS = 10_000;

/** How often Node looks for slow requests; its default of 30 s would make the limit above meaningless. */
const SLOW_CHECK_MILLISECONDS = 1_000;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

export interface Listener {
  readonly port: number;
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** The port that was wished for and taken by somebody else, when another one had to do. */
  readonly insteadOf: number | undefined;
  /** Lets requests in flight finish, then closes every connection. */
  close(): Promise<void>;
}

export interface ListenerOptions {
  /** The port asked for by name; undefined takes `DEFAULT_PORT` or the next free one. */
  readonly port: number | undefined;
  readonly clock: Clock;
  readonly proof: Proof;
  /** Answers colleagues who ask who holds the application. */
  readonly lease?: Pick<LeaseDesk, 'answer'>;
  readonly receive: (request: WebhookRequest) => Promise<Reply>;
  /** Somebody asks for a WebSocket; without it such a request is one like any other. */
  readonly receiveUpgrade?: (request: WebhookRequest, caller: Caller) => Promise<void>;
  /** A request that never arrived whole; the status has been sent. */
  readonly receiveCutOff: (request: WebhookRequest, status: number, complaint: string) => void;
  /** For tests of slow requests only: milliseconds. */
  readonly slowRequestMilliseconds?: number;
}

/**
 * Turns bytes into a `WebhookRequest` and a `Reply` into bytes; decides nothing. Fails with a `Failure` when the
 * port cannot be had.
 */
export const startListener = async (options: ListenerOptions): Promise<Listener> => {
  let lastRequest = 0;
  const arrival = (): Pick<WebhookRequest, 'id' | 'receivedAt'> => {
    lastRequest += 1;
    return { id: lastRequest, receivedAt: options.clock.now() };
  };
  const first = options.port ?? DEFAULT_PORT;
  const last = options.port === undefined ? first + PORTS_TRIED : first;
  for (let port = first; port <= last; port += 1) {
    const app = buildApp(options, arrival);
    try {
      await app.listen({ host: 'localhost', port });
      const address = app.server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      return {
        port: bound,
        url: `http://127.0.0.1:${bound}`,
        insteadOf: bound === first || first === 0 ? undefined : first,
        close: () => closeSoon(app),
      };
    } catch (error) {
      await app.close();
      if (codeOf(error) !== 'EADDRINUSE' || port === last)
        throw portFailure(error, port, options.port !== undefined);
    }
  }
  throw portFailure(undefined, last, false);
};

/** Requests in flight get so long to finish; a half one that nobody completes would keep the process for ever. */
const CLOSE_MILLISECONDS = 1_000;

const closeSoon = async (app: FastifyInstance): Promise<void> => {
  const timer = setTimeout(() => app.server.closeAllConnections(), CLOSE_MILLISECONDS);
  await app.close();
  clearTimeout(timer);
};

const portFailure = (error: unknown, port: number, asked: boolean): Failure => {
  if (codeOf(error) === 'EADDRINUSE' || error === undefined) {
    return new Failure({
      what: asked ? `Port ${port} is already in use` : `No free port between ${DEFAULT_PORT} and ${port}`,
      why: 'Another program listens there, perhaps another vonage-flow.',
      tryThis: asked
        ? [
            'leave the port out, on the command line and in the config: then the next free one is used',
            `or stop the other program (lsof -i :${port})`,
          ]
        : ['name a free one with --port'],
      cause: error,
    });
  }
  return new Failure({
    what: `Cannot listen on port ${port} (${codeOf(error) ?? 'unknown error'})`,
    why: codeOf(error) === 'EACCES' ? 'Ports below 1024 need special rights.' : undefined,
    tryThis: 'choose another one with --port, above 1024',
    cause: error,
  });
};

type Arrival = () => Pick<WebhookRequest, 'id' | 'receivedAt'>;

/**
 * fastify keeps the connections: both loopback families, slow and malformed requests, the end. What a request holds is
 * taken from Node itself, since signatures hash the bytes as they came, whatever their content type.
 */
const buildApp = (options: ListenerOptions, arrival: Arrival): FastifyInstance => {
  const slow = options.slowRequestMilliseconds ?? SLOW_REQUEST_MILLISECONDS;
  const app = Fastify({
    connectionTimeout: 0,
    requestTimeout: slow,
    http: { headersTimeout: slow, connectionsCheckingInterval: Math.min(SLOW_CHECK_MILLISECONDS, slow) },
    // Give-back runs while the listener still answers; closing must not turn late events away with a 503.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    clientErrorHandler(error, socket) {
      cutSocket(error, socket, options, arrival);
    },
    frameworkErrors: (_error, request, reply) => {
      reply.hijack();
      refuse(request.raw, reply.raw, 400, 'the request line is malformed', options, arrival);
    },
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.hijack();
    void take(request.raw, reply.raw, options, arrival);
    done();
  });
  // Never reached, for the hook takes every request; without a route there would be no hook.
  app.route({ method: [...METHODS], url: '/*', handler: () => undefined });
  const { receiveUpgrade } = options;
  if (receiveUpgrade)
    takeUpgrades(app.server, (caller) => {
      const { url = '/', headers } = caller.request;
      // As below; a handshake is a GET without a body.
      const request = {
        ...arrival(),
        method: 'GET',
        ...split(url),
        headers: headers as Record<string, string>,
        body: NO_BODY,
      };
      receiveUpgrade(request, caller).catch((error: unknown) => {
        const complaint = `this listener failed: ${wordsOf(error)}`;
        options.receiveCutOff(request, 500, complaint);
        caller.refuse(problemReply(500, complaint));
      });
    });
  return app;
};

const take = async (
  request: IncomingMessage,
  response: ServerResponse,
  options: ListenerOptions,
  arrival: Arrival,
): Promise<void> => {
  const { path, query } = split(request.url ?? '/');
  if (path === options.proof.path) {
    const challenge = new URLSearchParams(query).get('challenge') ?? '';
    response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' });
    response.end(options.proof.answer(challenge));
    return;
  }
  if (path === LEASE_PATH && options.lease) {
    const { status, headers, body } = options.lease.answer(request.method ?? 'GET', query);
    response.writeHead(status, headers).end(body);
    return;
  }
  try {
    const body = await readBody(request, BODY_LIMIT_BYTES);
    if (body === 'broken off') return;
    if (body === 'too large') {
      const complaint = `the body is over the limit of ${BODY_LIMIT_BYTES / 1024 / 1024} MiB`;
      refuse(request, response, 413, complaint, options, arrival);
      return;
    }
    const {
      status,
      headers,
      body: answer,
    } = await options.receive({
      ...arrival(),
      method: request.method ?? 'GET',
      path,
      query,
      headers: headersOf(request),
      body,
    });
    // Node takes lists of values as they are; its type asks for ones that may be changed.
    response
      .writeHead(status, withLength(request.method, status, headers, answer) as OutgoingHttpHeaders)
      .end(request.method === 'HEAD' ? undefined : answer);
  } catch (error) {
    // A fault of ours: the caller gets an answer all the same, and the stream says what it was.
    if (response.headersSent) response.destroy();
    else refuse(request, response, 500, `this listener failed: ${wordsOf(error)}`, options, arrival);
  }
};

/** Node joins repeated headers; set-cookie, its one list, is never in a request. */
const headersOf = (request: IncomingMessage): Readonly<Record<string, string>> =>
  request.headers as Record<string, string>;

const NO_BODY = new Uint8Array(0);

const refuse = (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  complaint: string,
  options: ListenerOptions,
  arrival: Arrival,
): void => {
  const { path, query } = split(request.url ?? '/');
  options.receiveCutOff(
    {
      ...arrival(),
      method: request.method ?? 'GET',
      path,
      query,
      headers: headersOf(request),
      body: NO_BODY,
    },
    status,
    complaint,
  );
  // What is still on its way is not read: the connection ends with this reply.
  response
    .writeHead(status, { connection: 'close', 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify({ title: 'vonage-flow', detail: complaint }));
};

/** Errors below HTTP: a request that came too slowly, or bytes that are no HTTP. */
const cutSocket = (
  error: Error & { code?: string },
  socket: Socket,
  options: ListenerOptions,
  arrival: Arrival,
): void => {
  // A tunnel keeps idle connections in store. One that never said anything is no slow request: closed now, it would take the
  // next webhook with it, and words written into it would be read as that one's reply. Once it speaks Node looks at it again.
  if (socket.bytesRead === 0 && error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return;
  if (socket.bytesRead === 0 || error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const slow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const status = slow ? 408 : error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  const complaint = slow
    ? 'the request came too slowly and was cut off'
    : `not a valid HTTP request (${error.code ?? 'unknown'})`;
  const reason = slow
    ? 'Request Timeout'
    : status === 431
      ? 'Request Header Fields Too Large'
      : 'Bad Request';
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  options.receiveCutOff(
    { ...arrival(), method: '-', path: '-', query: '', headers: {}, body: NO_BODY },
    status,
    complaint,
  );
};

const split = (url: string): { path: string; query: string } => {
  const at = url.indexOf('?');
  return at === -1 ? { path: url, query: '' } : { path: url.slice(0, at), query: url.slice(at + 1) };
};
