import type { Reply } from './webhook-request.ts';

/** An NCCO is small; of a larger reply, audio or a page, only so much is read. */
const READ_LIMIT = 1024 * 1024;

const decoder = new TextDecoder();

/** The beginning of a reply as text, up to 1 MiB. */
export const replyText = ({ body }: Pick<Reply, 'body'>): string =>
  typeof body === 'string' ? body : decoder.decode(body.subarray(0, READ_LIMIT));
