/** Bytes that arrived at the listener, before anybody understood them. */
export interface WebhookRequest {
  /** Arrival number in this run, from 1. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly method: string;
  /** Path without the query, as received (not decoded). */
  readonly path: string;
  /** The query as received, without `?`; empty when there is none. */
  readonly query: string;
  /** Names in lower case, values as received; a header that came more than once is joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body: signatures hash these bytes. */
  readonly body: Uint8Array;
  /** The request asks to become a WebSocket; absent for every other one. */
  readonly upgrade?: 'websocket';
}

/** What goes back to whoever asked. */
export interface Reply {
  readonly status: number;
  /** A list for a header that comes more than once: cookies must not be joined. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array | string;
  /** What a compressed body says, to be looked at; it is the body that goes out. */
  readonly decoded?: Uint8Array;
}
