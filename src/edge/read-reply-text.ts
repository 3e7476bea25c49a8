import type { IncomingHttpHeaders } from 'node:http';
import { decodedBody } from './decoded-body.ts';
import { readBounded } from './read-bounded.ts';

/** What a reply says, also a compressed one. Rejects with words for one that is larger, or breaks off. */
export const readReplyText = async (
  { headers, body }: { readonly headers: IncomingHttpHeaders; readonly body: AsyncIterable<Uint8Array> },
  limitBytes: number,
): Promise<string> => {
  const bytes = await readBounded(body, limitBytes);
  if (bytes === undefined) throw new Error(`the reply is larger than ${limitBytes / 1024 / 1024} MiB`);
  const decoded = await decodedBody(bytes, headers['content-encoding']);
  return Buffer.from(decoded ?? bytes).toString('utf8');
};
