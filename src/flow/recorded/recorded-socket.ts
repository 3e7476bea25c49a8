import { isJsonObject, type JsonObject } from '../../vonage/json.ts';
import type { SocketNotice } from '../notice.ts';
import type { PassedSocketNews } from '../sockets/socket-news.ts';
import { numberAt, textAt, timeAt } from './field-of.ts';

/** Understands a line of type `socket` that tells the end of one (docs/events.md); undefined for other lines and news, and for what lacks its fields. */
export const recordedSocketEnd = (record: JsonObject): SocketNotice | undefined => {
  const { v: _v, type, at: _at, socket: _socket, address: _address, agent: _agent, ...news } = record;
  const at = timeAt(record, 'at');
  const socket = numberAt(record, 'socket');
  const address = textAt(record, 'address');
  if (at === undefined || socket === undefined || address === undefined) return undefined;
  if (type !== 'socket' || news['name'] !== 'closed' || numberAt(record, 'milliseconds') === undefined)
    return undefined;
  if (!isTraffic(news['client']) || !isTraffic(news['server'])) return undefined;
  return {
    ...{ type: 'socket', at, socket, address, agent: textAt(record, 'agent'), flow: undefined },
    // Our own writing, with the numbers that are shown.
    news: news as unknown as PassedSocketNews,
  };
};

const isTraffic = (side: unknown): boolean =>
  isJsonObject(side) &&
  ['frames', 'texts', 'bytes', 'gaps', 'longestGap'].every((name) => numberAt(side, name) !== undefined);
