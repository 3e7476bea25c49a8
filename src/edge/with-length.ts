import type { Reply } from '../flow/webhook-request.ts';

/** A reply's headers with the length of its body, where there is one: it is whole, so that nothing has to be sent in chunks. */
export const withLength = (
  method: string | undefined,
  status: number,
  headers: Reply['headers'],
  body: Reply['body'],
) =>
  status === 204 || status === 304 || method === 'HEAD'
    ? headers
    : { ...headers, 'content-length': String(Buffer.byteLength(body)) };
