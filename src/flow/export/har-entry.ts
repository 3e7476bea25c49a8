import type { JsonObject } from '../../vonage/json.ts';
import { isSecretName, MASK, maskText } from '../mask.ts';
import { numberAt, objectAt, textAt } from '../recorded/field-of.ts';
import { keptBytes, replySizes } from '../recorded/kept-bytes.ts';
import type { RecordedExchange } from '../recorded/recorded-exchange.ts';

/** What stands at the head of an HTTP archive, HAR 1.2. */
export const harHead = (version: string): JsonObject => ({
  version: '1.2',
  creator: { name: 'vonage-flow', version },
});

/** An exchange as an entry of an HTTP archive: the request as it arrived, masked as it was recorded, and the reply. */
export const harEntry = ({ exchange, record }: RecordedExchange, number: number): JsonObject => {
  const { request, reply, milliseconds, problems } = exchange;
  const host = request.headers['host'] ?? 'localhost';
  const query = request.query === '' ? '' : `?${request.query}`;
  const sent = objectAt(record, 'request');
  const contentType = request.headers['content-type'];
  const kept = objectAt(record, 'reply');
  // A compressed body stands in the record decoded, as HAR wants it, with how many bytes went out.
  const { read, sent: wentOut } = replySizes(kept);
  return {
    startedDateTime: new Date(request.receivedAt).toISOString(),
    time: milliseconds,
    comment: [`#${number}`, textAt(record, 'kind'), textAt(record, 'status'), textAt(record, 'event')]
      .filter((word) => word !== undefined)
      .join(' '),
    request: {
      method: request.method,
      url: maskText(`${request.headers['x-forwarded-proto'] ?? 'http'}://${host}${request.path}${query}`),
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(request.headers),
      queryString: [...new URLSearchParams(request.query)].map(([name, value]) => ({
        name,
        value: isSecretName(name) ? MASK : maskText(value),
      })),
      headersSize: -1,
      bodySize: typeof sent['bytes'] === 'number' ? sent['bytes'] : -1,
      ...(request.body.length > 0 && {
        postData: { mimeType: contentType ?? 'application/octet-stream', text: bodyIn(sent).text },
      }),
    },
    response: {
      status: reply.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(reply.headers),
      content: {
        size: read,
        mimeType: String(reply.headers['content-type'] ?? ''),
        ...(numberAt(kept, 'bytes') !== undefined && { compression: read - wentOut }),
        ...(reply.body.length > 0 && bodyIn(kept)),
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: wentOut,
      ...(problems.length > 0 && { comment: problems.join('; ') }),
    },
    cache: {},
    timings: { send: 0, wait: milliseconds, receive: 0 },
  };
};

const headersOf = (headers: Readonly<Record<string, string | readonly string[]>>): JsonObject[] =>
  Object.entries(headers).map(([name, value]) => ({
    name,
    value: isSecretName(name) ? MASK : maskText(String(value)),
  }));

const lenient = new TextDecoder();

/** Text as text, all else in base64 as the record has it. */
const bodyIn = (part: JsonObject): { readonly text: string; readonly encoding?: 'base64' } =>
  part['form'] === 'base64'
    ? { text: textAt(part, 'body') ?? '', encoding: 'base64' }
    : { text: lenient.decode(keptBytes(part)) };
