import { type RecordedBody, recordedBody } from './recorded-body.ts';
import { readableBody } from './reply-text.ts';
import type { Reply } from './webhook-request.ts';

/**
 * How much of a reply is kept. An NCCO is a few hundred bytes; what is larger is audio or somebody's web page, and
 * a request can ask for it again and again.
 */
const KEPT_BYTES = 64 * 1024;

/** A reply as all records have it. */
export type ReplyRecord = RecordedBody & {
  readonly status: number;
  readonly contentType: Reply['headers'][string] | undefined;
  /** How the body was compressed that went out. */
  readonly contentEncoding: Reply['headers'][string] | undefined;
  /** Of a body that was decoded for the record, how many bytes went out. */
  readonly bytes: number | undefined;
};

/**
 * What a record keeps of a reply. A compressed body stands there decoded, as far as it could be: so it can be read, and the secrets in it are
 * masked.
 */
export const replyRecord = (reply: Reply): ReplyRecord => ({
  status: reply.status,
  contentType: reply.headers['content-type'],
  contentEncoding: reply.headers['content-encoding'],
  bytes: reply.decoded && reply.body.length,
  ...recordedBody(readableBody(reply), KEPT_BYTES),
});
