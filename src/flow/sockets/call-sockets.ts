import { isJsonObject, parseJson } from '../../vonage/json.ts';
import type { Exchange } from '../exchange.ts';
import type { Flow } from '../flow.ts';
import type { SocketNotice } from '../notice.ts';
import type { Session } from '../session.ts';
import type { WebhookRequest } from '../webhook-request.ts';
import type { PassedSocketNews } from './socket-news.ts';

/** A WebSocket that an NCCO of a call names, and what became of it. */
export interface CallSocket {
  /** With its query. */
  readonly address: string;
  /** Number of the exchange that opened it; undefined until then. */
  id: number | undefined;
  closed: Extract<PassedSocketNews, { name: 'closed' }> | undefined;
}

/** A call that connects to more has something wrong with it. */
const MOST_SOCKETS = 50;

/** Remembers the WebSockets at this run's address that an NCCO connects the call to. */
export const rememberSockets = (
  flow: Flow,
  { request }: Pick<Exchange, 'request'>,
  text: string,
  publicUrl: URL,
): void => {
  if (!text.includes('websocket')) return;
  const ncco = parseJson(text);
  if (!Array.isArray(ncco)) return;
  const addresses: string[] = [];
  for (const action of ncco as readonly unknown[]) {
    const endpoints = isJsonObject(action) ? action['endpoint'] : undefined;
    if (!Array.isArray(endpoints)) continue;
    for (const endpoint of endpoints as readonly unknown[]) {
      const uri = isJsonObject(endpoint) && endpoint['type'] === 'websocket' ? endpoint['uri'] : undefined;
      if (typeof uri !== 'string' || !URL.canParse(uri)) continue;
      const { host, pathname, search } = new URL(uri);
      // Apps build addresses of the host that they were asked by, which an emulator makes up.
      if (host !== request.headers['host'] && host !== publicUrl.host) continue;
      addresses.push(`${pathname}${search}`);
    }
  }
  if (addresses.length === 0) return;
  // An NCCO that is served once more, on a second try or by a menu, waits for the same WebSocket.
  const kept = (flow.sockets ?? []).filter(
    ({ id, address }) => id !== undefined || !addresses.includes(address),
  );
  const waiting = addresses.map((address) => ({ address, id: undefined, closed: undefined }));
  flow.sockets = [...kept, ...waiting].slice(0, MOST_SOCKETS);
};

/**
 * The call whose WebSocket this is, when only one waits for it: a handshake says nothing of its call, but the call was
 * served an NCCO that names the address. Once it has opened it is its; after a refusal the call waits for the next.
 */
export const claimSocket = (
  session: Session,
  { id, path, query }: WebhookRequest,
  hasOpened: boolean,
): Flow | undefined => {
  const address = addressOf(path, query);
  const waiting = [...session.flows.values()].flatMap((flow) => {
    const socket = flow.ended
      ? undefined
      : flow.sockets?.find((one) => one.address === address && one.id === undefined);
    return socket ? [{ flow, socket }] : [];
  });
  const [only] = waiting;
  if (waiting.length !== 1 || only === undefined) return undefined;
  if (hasOpened) only.socket.id = id;
  return only.flow;
};

/** News of a WebSocket, with the call that it belongs to. Its end is kept there. */
export const socketNotice = (
  session: Session,
  { id, path, query, headers }: WebhookRequest,
  news: PassedSocketNews,
  at: number,
): SocketNotice => {
  const notice = {
    type: 'socket',
    at,
    socket: id,
    address: addressOf(path, query),
    agent: headers['user-agent'],
    news,
  } as const;
  for (const flow of session.flows.values()) {
    const socket = flow.sockets?.find((one) => one.id === id);
    if (socket === undefined) continue;
    if (news.name === 'closed') socket.closed = news;
    return { ...notice, flow };
  }
  return { ...notice, flow: undefined };
};

const addressOf = (path: string, query: string): string => (query === '' ? path : `${path}?${query}`);
