import type { Reply } from './webhook-request.ts';

/** An NCCO is small; of a larger reply, audio or a page, only so much is read. */
const READ_LIMIT = 1024 * 1024;

const decoder = new TextDecoder();

/** The body of a reply as it can be read: decoded, when it is compressed. */
export const readableBody = ({ body, decoded }: Pick<Reply, 'body' | 'decoded'>): Uint8Array | string =>
  decoded ?? body;

/** The beginning of a reply as text, up to 1 MiB. */
export const replyText = (reply: Pick<Reply, 'body' | 'decoded'>): string => {
  const body = readableBody(reply);
  return typeof body === 'string' ? body : decoder.decode(body.subarray(0, READ_LIMIT));
};

/** How a reply is compressed that could not be decoded; undefined for every other one. */
export const unreadEncoding = ({ headers, body, decoded }: Reply): string | undefined => {
  const encoding = String(headers['content-encoding'] ?? '').trim();
  const isPlain = encoding === '' || encoding.toLowerCase() === 'identity';
  return isPlain || decoded !== undefined || body.length === 0 ? undefined : encoding;
};
