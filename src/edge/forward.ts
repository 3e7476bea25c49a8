import { type Dispatcher, Pool } from 'undici';
import { codeOf } from '../failure.ts';
import { type Forwarded, HOP_HEADER } from '../flow/answer.ts';
import { urlAt } from '../flow/url-at.ts';
import type { Reply, WebhookRequest } from '../flow/webhook-request.ts';
import { isEmulatedHost } from '../vonage/emulated-host.ts';
import type { Clock } from '../world.ts';
import { decodedBody } from './decoded-body.ts';
import { REACH } from './reach.ts';
import { readBounded } from './read-bounded.ts';
import { timeLimits } from './time-limit.ts';

/** A reply is held whole before it goes on. An NCCO is small and hold music a few MB; more than this is a mistake. */
export const REPLY_LIMIT_BYTES = 32 * 1024 * 1024;

/**
 * How long the user's server may take, to the last byte of its reply: the longest that Vonage waits for any webhook
 * (voice-webhooks.md §8). What came later than its own slot allows is told with how long it took (`flow/receive.ts`).
 */
export const REPLY_MILLISECONDS = 10_000;
const CONNECT_MILLISECONDS = 3_000;
/** Of a reply that nobody needs so much is read, so that its connection can be used again. */
const IGNORED_BYTES = 64 * 1024;

/** Belong to one connection, not to the message (RFC 9110 §7.6.1). */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

export interface Forwarder {
  /** @param server where it is, with an optional path in front: `http://localhost:8080` */
  ask(server: string, request: WebhookRequest): Promise<Forwarded>;
  /** Tells it the same and ignores what it replies; resolves with why it could not be told, or undefined. */
  tell(server: string, request: WebhookRequest): Promise<string | undefined>;
  close(): Promise<void>;
}

/** A server, with the connections to it, which stay open between requests. */
interface Server {
  readonly origin: string;
  readonly prefix: string;
  readonly pool: Pool;
}

/**
 * Asks the user's own servers with the request as it came: method, path, query, headers and the very bytes. The reply
 * goes back unchanged; a server that is down becomes 503, one that does not answer in time 504, both with words.
 *
 * @param publicUrl the address that the caller used; its host and scheme go into `X-Forwarded-*`
 */
export const startForwarder = (publicUrl: () => string, clock: Clock): Forwarder => {
  const startLimit = timeLimits(clock, REPLY_MILLISECONDS);
  const pools = new Map<string, Pool>();
  const servers = new Map<string, Server>();
  const poolOf = (origin: string): Pool => {
    const known = pools.get(origin);
    if (known) return known;
    const pool = new Pool(origin, {
      connections: 64,
      connect: { timeout: CONNECT_MILLISECONDS, ...REACH },
      // Each begins anew with every step, the second with every chunk: the limit of the whole is our own.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    pools.set(origin, pool);
    return pool;
  };
  const serverAt = (base: string): Server => {
    const known = servers.get(base);
    if (known) return known;
    const { origin, pathname } = new URL(base);
    const server = { origin, prefix: pathname, pool: poolOf(origin) };
    servers.set(base, server);
    return server;
  };
  /** Sends a request on; what comes of it has one limit of time. */
  const exchange = async <T>(
    base: string,
    request: WebhookRequest,
    read: (response: Dispatcher.ResponseData) => Promise<T>,
    failed: (why: Failed) => T,
  ): Promise<T> => {
    const { origin, prefix, pool } = serverAt(base);
    const limit = startLimit();
    let hasBegun = false;
    try {
      // Who waits for a connection waits for those before, whose limits pass before this one.
      const response = await pool.request({
        path: urlAt(prefix, request),
        method: request.method as 'GET', // The listener lets only HTTP's own methods through.
        headers: forwardedHeaders(request, publicUrl()),
        body: request.body.byteLength > 0 ? request.body : null,
        signal: limit.signal,
      });
      hasBegun = true;
      return await read(response);
    } catch (error) {
      const isLate = limit.isPassed;
      return failed(
        explain(
          isLate ? { code: hasBegun ? 'UND_ERR_BODY_TIMEOUT' : 'UND_ERR_HEADERS_TIMEOUT' } : error,
          origin,
        ),
      );
    } finally {
      limit.end();
    }
  };
  return {
    ask: (base, request) => {
      const startedAt = clock.monotonic();
      const { origin, prefix } = serverAt(base);
      const done = (reply: Reply, failure?: string, isDown = false): Forwarded => ({
        url: `${origin}${urlAt(prefix, request)}`,
        milliseconds: clock.monotonic() - startedAt,
        reply,
        ...(failure !== undefined && { failure }),
        ...(isDown && { isDown }),
      });
      return exchange(
        base,
        request,
        async (response) => {
          const body = await readBounded(response.body, REPLY_LIMIT_BYTES);
          if (!body) {
            const words = `${origin} answered with more than ${REPLY_LIMIT_BYTES / 1024 / 1024} MiB`;
            return done(plain(502, words), words);
          }
          const headers = replyHeaders(response.headers);
          const decoded = await decodedBody(body, headers['content-encoding']);
          return done({ status: response.statusCode, headers, body, ...(decoded && { decoded }) });
        },
        ({ status, words, isDown }) => done(plain(status, words), words, isDown),
      );
    },
    tell: (base, request) =>
      exchange<string | undefined>(
        base,
        request,
        async ({ body }) => {
          // It has been told, whatever becomes of its reply.
          await body.dump({ limit: IGNORED_BYTES }).catch(() => undefined);
          return undefined;
        },
        ({ words }) => words,
      ),
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
};

/**
 * The address that the caller used. An emulator asks under a name that looks public; behind a real tunnel the host may
 * have been rewritten on the way.
 */
export const outsideOf = ({ headers: { host } }: WebhookRequest, publicUrl: string): URL =>
  new URL(host !== undefined && isEmulatedHost(host) ? `https://${host}` : publicUrl);

const forwardedHeaders = (request: WebhookRequest, publicUrl: string): Record<string, string> => {
  const outside = outsideOf(request, publicUrl);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (!HOP_BY_HOP.has(name) && name !== 'content-length') headers[name] = value;
  }
  headers['host'] = outside.host;
  headers['x-forwarded-proto'] = outside.protocol.slice(0, -1);
  headers['x-forwarded-host'] = outside.host;
  headers['x-forwarded-for'] ??= '127.0.0.1';
  headers[HOP_HEADER] = '1';
  return headers;
};

/** Those that belong to the message, not to the connection or its framing. */
export const replyHeaders = (headers: Record<string, string | string[] | undefined>): Reply['headers'] => {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !HOP_BY_HOP.has(name) && name !== 'content-length') {
      kept[name] = value;
    }
  }
  return kept;
};

/** Why the user's server gave no reply, the status that says it, and whether nobody was there or answered. */
interface Failed {
  readonly status: number;
  readonly words: string;
  readonly isDown?: boolean;
}

/** What went wrong with the user's server, in words. */
export const explain = (error: unknown, origin: string): Failed => {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const code = codeOf(error) ?? codeOf(first) ?? 'unknown error';
  switch (code) {
    case 'ECONNREFUSED':
      return { status: 503, words: `your server at ${origin} is down: nothing listens there`, isDown: true };
    case 'UND_ERR_CONNECT_TIMEOUT':
      return { status: 504, words: `your server at ${origin} does not accept connections`, isDown: true };
    case 'UND_ERR_HEADERS_TIMEOUT':
      return {
        status: 504,
        words: `your server at ${origin} did not answer within ${REPLY_MILLISECONDS / 1000} s`,
        isDown: true,
      };
    case 'UND_ERR_BODY_TIMEOUT':
      return {
        status: 504,
        words: `your server at ${origin} began its reply, and had not ended it within ${REPLY_MILLISECONDS / 1000} s`,
        isDown: true,
      };
    case 'UND_ERR_SOCKET':
      // What http.server of Python does, and others, when a handler throws.
      return {
        status: 503,
        words: `your server at ${origin} closed the connection before its reply was whole: if a handler failed, the server's own output says how`,
      };
    case 'ENOTFOUND':
      return { status: 503, words: `there is no host ${new URL(origin).hostname}`, isDown: true };
    // Of our own making: the listener ends, and with it all that it still waits for.
    case 'UND_ERR_DESTROYED':
    case 'UND_ERR_CLOSED':
      return { status: 503, words: `your server at ${origin} had not answered when listen ended` };
    default:
      // Undici's parser has a name, and often no code.
      if (error instanceof Error && error.name === 'HTTPParserError')
        return { status: 503, words: `your server at ${origin} answered with something else than HTTP` };
      return { status: 503, words: `your server at ${origin} broke the connection (${code})`, isDown: true };
  }
};

/** A reply in the server's place, with the words. */
export const plain = (status: number, words: string): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: `${JSON.stringify({ title: 'vonage-flow', detail: words })}\n`,
});
