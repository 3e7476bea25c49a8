import { Pool } from 'undici';
import type { SendWebhook } from '../../emulator/effect.ts';
import type { Outcome } from '../../emulator/input.ts';
import { toQuery } from '../../vonage/query.ts';
import type { Clock } from '../../world.ts';
import { askServer } from './ask-server.ts';
import { failedTry, failedTryOf } from './delivery-failure.ts';
import { createGate, type Gate } from './gate.ts';
import type { PublicNames } from './public-names.ts';
import { sha256Hex, signWebhook } from './sign.ts';

/** An NCCO is a few kilobytes; a longer reply than this is a mistake, and must not fill the memory. */
const LONGEST_REPLY_BYTES = 1024 * 1024;
/** So many requests to one backend at once; more wait. A development server is not flooded, and no call starves. */
const CONNECTIONS = 64;
/** Idle connections close soon, so that a backend that restarts is not asked over a dead one. */
const KEEP_ALIVE_MS = 4000;

export interface Delivery {
  /** One try. Never rejects. */
  send(webhook: SendWebhook): Promise<Outcome>;
  /** The Authorization header of something without a body. */
  sign(application: string): string;
  close(): Promise<void>;
}

export interface DeliveryOptions {
  readonly clock: Clock;
  readonly apiKey: string;
  readonly signatureSecret: string;
  readonly newTokenId: () => string;
  /** Under which names servers on this machine are asked. */
  readonly names: PublicNames;
}

/**
 * Sends webhooks as Vonage does: GET with a query or POST with JSON, signed, within the slot's limits, redirects not
 * followed. One pool per origin. `socketTimeout` counts from the request's beginning.
 */
export const createDelivery = (options: DeliveryOptions): Delivery => {
  const { names } = options;
  // An `eventUrl` may differ from call to call, but the hosts in it are few.
  const roads = new Map<string, Road>();
  const roadTo = (origin: string, connectTimeout: number): Road => {
    const key = `${origin} ${connectTimeout}`;
    const known = roads.get(key);
    if (known) return known;
    const road = openRoad(origin, connectTimeout);
    roads.set(key, road);
    return road;
  };

  const send = async (webhook: SendWebhook): Promise<Outcome> => {
    const written = addressOf(webhook);
    if (written === undefined)
      return { ...failedTry('connection', `${webhook.url} is not an http(s) URL`), ...NOT_SENT };
    const url = names.locate(written);
    const { pool, gate } = roadTo(url.origin, webhook.connectTimeout);
    // The limits count from here on: waiting for our own queue is not the backend's fault.
    const outcome = await gate.enter(() => ask(pool, url, webhook));
    return url === written ? outcome : { ...outcome, sentTo: names.locate(new URL(webhook.url)).href };
  };

  const ask = async (pool: Pool, url: URL, webhook: SendWebhook): Promise<Outcome> => {
    const began = options.clock.monotonic();
    const body = webhook.method === 'POST' ? JSON.stringify(webhook.fields) : undefined;
    const bodySha256 = body === undefined ? undefined : sha256Hex(body);
    const headers = { ...headersOf(webhook, body, bodySha256, options), ...names.headersFor(url) };
    const answer = await askServer(pool, {
      path: `${url.pathname}${url.search}`,
      method: webhook.method,
      headers,
      body,
      withinMilliseconds: webhook.socketTimeout,
      longestReplyBytes: LONGEST_REPLY_BYTES,
    });
    return {
      ...(answer.is === 'reply'
        ? { status: answer.status, body: answer.body, failure: undefined }
        : failedTryOf(answer, webhook, url)),
      bodySha256,
      milliseconds: options.clock.monotonic() - began,
    };
  };

  return {
    send,
    sign: (application) => authorizationOf(EMPTY_SHA256, application, options),
    close: async () => void (await Promise.all([...roads.values()].map(({ pool }) => pool.destroy()))),
  };
};

/** The connections to one origin. */
interface Road {
  readonly pool: Pool;
  readonly gate: Gate;
}

const openRoad = (origin: string, connectTimeout: number): Road => ({
  pool: new Pool(origin, {
    connections: CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    connect: { timeout: connectTimeout },
  }),
  gate: createGate(CONNECTIONS),
});

const NOT_SENT = { bodySha256: undefined, milliseconds: 0 } as const;

/** The address with the fields of a GET behind what query it has already. */
const addressOf = (webhook: SendWebhook): URL | undefined => {
  if (!URL.canParse(webhook.url)) return undefined;
  const url = new URL(webhook.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  if (webhook.method === 'GET')
    url.search = [url.search.slice(1), toQuery(webhook.fields)].filter(Boolean).join('&');
  return url;
};

/** What is hashed of a GET is not documented (U): the empty body. */
const EMPTY_SHA256 = sha256Hex('');

const headersOf = (
  webhook: SendWebhook,
  body: string | undefined,
  bodySha256: string | undefined,
  options: DeliveryOptions,
): Record<string, string> => ({
  'user-agent': 'vonage-flow-emulator',
  accept: '*/*',
  ...(body !== undefined && { 'content-type': 'application/json' }),
  ...(webhook.signed && {
    authorization: authorizationOf(bodySha256 ?? EMPTY_SHA256, webhook.application, options),
  }),
});

const authorizationOf = (bodySha256: string, application: string, options: DeliveryOptions): string =>
  signWebhook(bodySha256, {
    secret: options.signatureSecret,
    apiKey: options.apiKey,
    application,
    // The time of the world, not of the platform: that is what a verifier compares with.
    issuedAt: Math.floor(options.clock.now() / 1000),
    tokenId: options.newTokenId(),
  });
