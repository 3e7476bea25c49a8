import type { JsonObject } from '../../vonage/json.ts';
import { MASK } from '../mask.ts';
import { bytesOf } from '../recorded-body.ts';
import { objectAt } from './field-of.ts';
import { recordedBodyIn } from './kept-bytes.ts';
import type { RecordedExchange } from './recorded-exchange.ts';

/** Marks a request that is sent again, so that nobody takes it for one more webhook of the call when records are read. */
export const REPLAY_HEADER = 'x-vonage-flow-replay';

/** A recorded request that can be sent again. */
export interface Replayable {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: Uint8Array | undefined;
  /** As they arrived, but for those that belong to a connection, and those that were masked or never kept. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Of one hop, made anew by whoever sends (RFC 9110 §7.6.1), or said of a body that may differ. */
const OF_A_CONNECTION: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'proxy-connection',
  'expect',
]);

/** The request of an exchange to be sent again, or why it cannot be sent as it was. */
export const replayable = ({ exchange, record }: RecordedExchange): Replayable | { readonly why: string } => {
  const { request, content } = exchange;
  if (content.form === 'websocket') return { why: 'it is the handshake of a WebSocket' };
  if (content.form === 'cut-off') return { why: 'it never arrived whole' };
  const path = request.query === '' ? request.path : `${request.path}?${request.query}`;
  const bytes = bytesIn(record);
  if (bytes === 'unreadable') return { why: 'its body in the record cannot be read' };
  if (bytes === undefined || path.includes(MASK)) return { why: maskedWords(record) };
  return {
    method: request.method,
    path,
    body: bytes.length === 0 ? undefined : bytes,
    headers: Object.fromEntries(
      Object.entries(request.headers).filter(
        ([name, value]) => !OF_A_CONNECTION.has(name) && !value.includes(MASK),
      ),
    ),
  };
};

const maskedWords = ({ redacted }: JsonObject): string =>
  redacted === true
    ? 'fields of it were redacted when it was recorded, as the config wants it, so the same cannot be sent'
    : 'secrets in it were masked when it was recorded, so the same cannot be sent';

const bytesIn = (record: RecordedExchange['record']): Uint8Array | 'unreadable' | undefined => {
  try {
    return bytesOf(recordedBodyIn(objectAt(record, 'request')));
  } catch {
    // Somebody has edited the base64 text.
    return 'unreadable';
  }
};
