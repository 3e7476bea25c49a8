import { createHash, createHmac } from 'node:crypto';
import type { Hashes } from '../../src/flow/standing.ts';
import type { WebhookRequest } from '../../src/flow/webhook-request.ts';

/** Real hashes, as the edge hands them in. */
export const hashes: Hashes = {
  sha256Hex: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  hmacSha256: (key, text) => createHmac('sha256', key).update(text).digest('base64url'),
};

let requests = 0;

/** A webhook request with the given parts; a body object is sent as JSON. */
export const webhookRequest = (
  part: Partial<Omit<WebhookRequest, 'body'>> & { readonly body?: unknown } = {},
): WebhookRequest => {
  requests += 1;
  const { body, ...rest } = part;
  const bytes =
    body === undefined
      ? new Uint8Array(0)
      : body instanceof Uint8Array
        ? body
        : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    id: requests,
    receivedAt: Date.parse('2026-03-01T09:30:00.000Z'),
    method: body === undefined ? 'GET' : 'POST',
    path: '/webhooks/voice/event',
    query: '',
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...rest,
    body: bytes,
  };
};

/** A signed webhook's Authorization header, as voice-webhooks.md §9 describes it. */
export const signedHeader = (
  secret: string,
  claims: Record<string, unknown>,
  header: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' },
): string => {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part(header)}.${part(claims)}`;
  return `Bearer ${signed}.${hashes.hmacSha256(secret, signed)}`;
};
