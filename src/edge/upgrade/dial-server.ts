import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Duplex } from 'node:stream';
import { type Forwarded, HOP_HEADER } from '../../flow/answer.ts';
import { urlAt } from '../../flow/url-at.ts';
import type { WebhookRequest } from '../../flow/webhook-request.ts';
import {
  explain,
  outsideOf,
  plain,
  REPLY_LIMIT_BYTES,
  REPLY_MILLISECONDS,
  replyHeaders,
} from '../forward.ts';
import { REACH } from '../reach.ts';
import { readBounded } from '../read-bounded.ts';

/** The user's server has opened the WebSocket; what it said, and the line to it. */
export interface ServerLine {
  readonly response: IncomingMessage;
  /** What came behind the reply is in it. */
  readonly socket: Duplex;
}

export interface Dialled {
  /** The outcome as of any request: 101, what the server said instead, or 502 with words. */
  readonly forwarded: Forwarded;
  /** Only with 101. */
  readonly line?: ServerLine;
}

export interface Handshake {
  readonly request: WebhookRequest;
  /** The whole path there; undefined keeps the one that was asked for, below the path of the base. */
  readonly path: string | undefined;
  /** Names and values in turn, as the caller wrote them. */
  readonly rawHeaders: readonly string[];
  readonly publicUrl: string;
  /** Milliseconds on a clock that never goes back. */
  readonly monotonic: () => number;
  /** Aborts when the caller has gone. */
  readonly gone: AbortSignal;
}

/**
 * Asks the user's own server for the WebSocket that a caller asks us for: the same path, query and headers, with the host
 * and `X-Forwarded-*` of any forwarded request. Subprotocols, extensions and the key are between those two. Never rejects.
 *
 * @param base where the server is, with an optional path in front
 * @param connection to it, when there is one already
 */
export const dialServer = (base: URL, handshake: Handshake, connection?: Duplex): Promise<Dialled> => {
  const { request, monotonic, gone } = handshake;
  const startedAt = monotonic();
  const { path } = handshake;
  const target =
    path === undefined ? urlAt(base.pathname, request) : urlAt('', { path, query: request.query });
  const outcome = (reply: Forwarded['reply'], failure?: string, isDown = false): Forwarded => ({
    url: `${base.origin.replace(/^http/, 'ws')}${target}`,
    milliseconds: monotonic() - startedAt,
    reply,
    ...(failure !== undefined && { failure }),
    ...(isDown && { isDown }),
  });
  return new Promise((resolve) => {
    const asking = (base.protocol === 'https:' ? requestHttps : requestHttp)({
      hostname: base.hostname.replace(/^\[|\]$/g, ''),
      port: base.port,
      path: target,
      // A list is sent as it is.
      headers: headersFor(handshake),
      ...(connection ? { createConnection: () => connection } : { agent: false, ...REACH }),
    });
    const done = (dialled: Dialled): void => {
      clearTimeout(timer);
      gone.removeEventListener('abort', leave);
      if (!dialled.line) asking.destroy();
      resolve(dialled);
    };
    const fail = (words: string, isDown?: boolean): void =>
      done({ forwarded: outcome(plain(502, words), words, isDown) });
    const broke = (error: unknown): void => {
      const { words, isDown } = explain(error, base.origin);
      fail(words, isDown);
    };
    const timer = setTimeout(() => broke({ code: 'UND_ERR_HEADERS_TIMEOUT' }), REPLY_MILLISECONDS);
    const leave = (): void => fail('the caller left before your server had answered');
    asking.on('error', broke);
    asking.once('upgrade', (response, socket: Duplex, head) => {
      socket.on('error', () => socket.destroy());
      if (head.length > 0) socket.unshift(head);
      const reply = { status: 101, headers: replyHeaders(response.headers), body: '' };
      done({ forwarded: outcome(reply), line: { response, socket } });
    });
    asking.once('response', (response) => {
      const { statusCode = 502, headers } = response;
      readBounded(response, REPLY_LIMIT_BYTES).then((body) => {
        if (body) done({ forwarded: outcome({ status: statusCode, headers: replyHeaders(headers), body }) });
        else fail(`${base.origin} answered the WebSocket handshake with a reply that is too large`);
      }, broke);
    });
    if (gone.aborted) leave();
    else gone.addEventListener('abort', leave, { once: true });
    asking.end();
  });
};

/** Ours to say; what the caller said of them goes. `x-forwarded-for` is kept, for only the way in knows who called. */
const REPLACED: ReadonlySet<string> = new Set(['host', 'x-forwarded-proto', 'x-forwarded-host', HOP_HEADER]);

const headersFor = ({ request, rawHeaders, publicUrl }: Handshake): string[] => {
  const outside = outsideOf(request, publicUrl);
  const headers = ['Host', outside.host];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = [rawHeaders[at], rawHeaders[at + 1]];
    if (!REPLACED.has(name.toLowerCase())) headers.push(name, value);
  }
  headers.push('X-Forwarded-Proto', outside.protocol.slice(0, -1), 'X-Forwarded-Host', outside.host);
  if (request.headers['x-forwarded-for'] === undefined) headers.push('X-Forwarded-For', '127.0.0.1');
  return [...headers, HOP_HEADER, '1'];
};
