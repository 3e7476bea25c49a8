import type { Exchange } from './exchange.ts';
import type { Flow } from './flow.ts';

/** An NCCO is small; what is larger is audio or a page. */
const NCCO_LIMIT = 1024 * 1024;

/**
 * Remembers that a call was served an NCCO in which this run's public address stands: should the address change, what
 * the call sends there is lost.
 */
export const noteAddress = (flow: Flow, exchange: Exchange, publicUrl: string): void => {
  const { origin, reply } = exchange;
  if (origin.by === 'listener' || reply.status >= 300 || !URL.canParse(publicUrl)) return;
  const { host } = new URL(publicUrl);
  if (flow.hosts?.has(host) || !textOf(reply.body).includes(host)) return;
  flow.hosts ??= new Set();
  flow.hosts.add(host);
};

const textOf = (body: string | Uint8Array): string => {
  if (typeof body === 'string') return body;
  return body.byteLength > NCCO_LIMIT ? '' : new TextDecoder().decode(body);
};
