import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createDelivery } from '../../../src/edge/emulator/deliver.ts';
import { createPublicNames } from '../../../src/edge/emulator/public-names.ts';
import { sha256Hex } from '../../../src/edge/emulator/sign.ts';
import type { SendWebhook } from '../../../src/emulator/effect.ts';
import { bearerToken, readToken } from '../../../src/vonage/signature.ts';
import { type BackendReply, fixedClock, startBackend } from '../../support/emulator-backend.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

const deliver = async (reply: BackendReply | undefined, webhook: Partial<SendWebhook> = {}) => {
  const backend = await startBackend(() => reply);
  const delivery = createDelivery({
    names: createPublicNames(),
    speed: 1,
    clock: fixedClock,
    apiKey: 'a1b2c3d4',
    signatureSecret: 'secret',
    newTokenId: () => '00000000-0000-4000-8000-000000000001',
  });
  undo.push(backend.close, delivery.close);
  const outcome = await delivery.send({
    do: 'send-webhook',
    request: '1.1',
    kind: 'started',
    slot: 'voice.event',
    order: { call: 1, leg: 1, sequence: 1 },
    url: `${backend.url}/event`,
    method: 'POST',
    fields: { status: 'started', dtmf: { digits: '1' } },
    signed: true,
    application: '11111111-2222-4333-8444-555555555555',
    connectTimeout: 1000,
    socketTimeout: 5000,
    ...webhook,
    ...(webhook.url?.startsWith('/') && { url: `${backend.url}${webhook.url}` }),
  });
  const { milliseconds: _milliseconds, ...rest } = outcome;
  return { outcome: rest, heard: backend.heard };
};

describe('delivery', () => {
  it('posts JSON, signed with the signature secret', async () => {
    const { outcome, heard } = await deliver({ status: 200, body: 'hello' });
    const body = '{"status":"started","dtmf":{"digits":"1"}}';
    expect(outcome).toEqual({ status: 200, body: 'hello', failure: undefined, bodySha256: sha256Hex(body) });
    expect(heard[0]).toMatchObject({ method: 'POST', path: '/event', query: '', body });
    expect(heard[0]?.headers['content-type']).toBe('application/json');
    const token = readToken(bearerToken(heard[0]?.headers.authorization) ?? '');
    expect(token?.header).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(token?.claims).toEqual({
      iat: Date.UTC(2026, 2, 1, 9) / 1000,
      jti: '00000000-0000-4000-8000-000000000001',
      iss: 'Vonage',
      payload_hash: sha256Hex(body),
      api_key: 'a1b2c3d4',
      application_id: '11111111-2222-4333-8444-555555555555',
    });
    const { createHmac } = await import('node:crypto');
    expect(token?.signature).toBe(
      createHmac('sha256', 'secret')
        .update(token?.signed ?? '')
        .digest('base64url'),
    );
  });

  it.each([
    ['gzip', 'Content-Encoding', gzipSync],
    ['br', 'content-encoding', brotliCompressSync],
  ] as const)('reads a reply in %s, whatever the letters of its headers', async (coding, name, pack) => {
    const server = createServer((_request, response) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' });
      // As long as the one that counts.
      response.setHeader('x-encoding-none', 'identity');
      response.writeHead(200, { [name]: coding }).end(pack('[{"action":"talk","text":"Grüezi"}]'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    undo.push(async () => void server.close());
    const { port } = server.address() as AddressInfo;
    const { outcome } = await deliver(undefined, { method: 'GET', url: `http://127.0.0.1:${port}/answer` });
    expect(outcome).toMatchObject({ status: 200, body: '[{"action":"talk","text":"Grüezi"}]' });
  });

  it('gets with a query behind the one that is there, and objects as JSON text', async () => {
    const { outcome, heard } = await deliver(
      { status: 200, body: '[]' },
      { method: 'GET', url: '/answer?tenant=a%20b' },
    );
    expect(outcome).toEqual({ status: 200, body: '[]', failure: undefined, bodySha256: undefined });
    expect(heard[0]).toMatchObject({ method: 'GET', path: '/answer', body: '' });
    expect(heard[0]?.query).toBe('tenant=a%20b&status=started&dtmf=%7B%22digits%22%3A%221%22%7D');
  });

  it('leaves the token out when the capability says so', async () => {
    const { heard } = await deliver({ status: 204 }, { signed: false });
    expect(heard[0]?.headers.authorization).toBeUndefined();
  });

  it('does not follow a redirect', async () => {
    const { outcome, heard } = await deliver({ status: 302, headers: { location: '/elsewhere' } });
    expect(outcome.status).toBe(302);
    expect(heard).toHaveLength(1);
  });

  it.each([
    [
      'a backend that hangs up',
      { dead: true },
      {},
      'connection',
      /^your server closed the connection before it replied: did it crash\?$/,
    ],
    [
      'a reply that comes too late',
      { afterMs: 3000 },
      { socketTimeout: 100 },
      'time-out',
      /^no reply within 100 ms$/,
    ],
    [
      'a reply that is too long',
      { status: 200, body: 'x'.repeat(1024 * 1024 + 1) },
      {},
      'reply',
      /^the reply is longer than 1 MiB$/,
    ],
    [
      'nobody there',
      {},
      { url: 'http://127.0.0.1:1/event' },
      'connection',
      /^nothing listens at http:\/\/127\.0\.0\.1:1: is your server running\?$/,
    ],
    [
      'an address that is none',
      {},
      { url: 'not a url' },
      'connection',
      /^not a url is not an http\(s\) URL$/,
    ],
    [
      'an address of another kind',
      {},
      { url: 'ftp://127.0.0.1/x' },
      'connection',
      /is not an http\(s\) URL$/,
    ],
  ] as const)('tells of %s', async (_name, reply, webhook, kind, words) => {
    const { outcome } = await deliver(reply, webhook);
    expect(outcome.status).toBeUndefined();
    expect(outcome.failure?.kind).toBe(kind);
    expect(outcome.failure?.words).toMatch(words);
  });
});
