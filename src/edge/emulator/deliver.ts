import { Client } from 'undici';
import type { SendWebhook } from '../../emulator/effect.ts';
import type { Outcome } from '../../emulator/input.ts';
import type { JsonObject } from '../../vonage/json.ts';
import { toQuery } from '../../vonage/query.ts';
import type { Clock } from '../../world.ts';
import { REACH } from '../reach.ts';
import { askServer } from './ask-server.ts';
import { failedTry, failedTryOf } from './delivery-failure.ts';
import { createDestinations, type Destination } from './destination.ts';
import { createGate, type Gate } from './gate.ts';
import type { PublicNames } from './public-names.ts';
import type { Speed } from './running-emulator.ts';
import { sha256Hex, signWebhook } from './sign.ts';

/** An NCCO is a few kilobytes; a longer reply than this is a mistake, and must not fill the memory. */
const LONGEST_REPLY_BYTES = 1024 * 1024;
/**
 * So many requests to one backend at once; more wait. While time stands still that costs no call anything, and a development
 * server is not flooded; in real time whoever waits here is late, as nobody is at Vonage, so hundreds of calls fit.
 */
const CONNECTIONS = { instant: 64, inTime: 512 } as const;
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
  readonly speed: Speed;
  readonly clock: Clock;
  readonly apiKey: string;
  readonly signatureSecret: string;
  readonly newTokenId: () => string;
  /** Under which names servers on this machine are asked. */
  readonly names: PublicNames;
}

/**
 * Sends webhooks as Vonage does: GET with a query or POST with JSON, signed, within the slot's limits, redirects not
 * followed. The connections of each origin are its own. `socketTimeout` counts from the request's beginning.
 */
export const createDelivery = (options: DeliveryOptions): Delivery => {
  const { names } = options;
  const connections = options.speed === 'instant' ? CONNECTIONS.instant : CONNECTIONS.inTime;
  // An `eventUrl` may differ from call to call, but the hosts in it are few.
  const roads = new Map<string, Road>();
  let last: Road | undefined;
  const roadTo = (origin: string, connectTimeout: number): Road => {
    if (last?.origin === origin && last.connectTimeout === connectTimeout) return last;
    const key = `${origin} ${connectTimeout}`;
    last = roads.get(key) ?? openRoad(origin, connectTimeout, connections);
    roads.set(key, last);
    return last;
  };

  const destinationOf = createDestinations(names);

  const send = (webhook: SendWebhook): Promise<Outcome> => {
    const destination = destinationOf(webhook.url);
    if (destination === undefined)
      return Promise.resolve({
        ...failedTry('connection', `${webhook.url} is not an http(s) URL`),
        ...NOT_SENT,
      });
    const { gate, lane } = roadTo(destination.origin, webhook.connectTimeout);
    // The limits count from here on: waiting for our own queue is not the backend's fault.
    return new Promise((resolve) =>
      gate.enter((place, leave) =>
        ask(lane(place), destination, webhook, (outcome) => {
          leave(place);
          resolve(outcome);
        }),
      ),
    );
  };

  const ask = (
    client: Client,
    destination: Destination,
    webhook: SendWebhook,
    settle: (outcome: Outcome) => void,
  ): void => {
    const began = options.clock.monotonic();
    const isPost = webhook.method === 'POST';
    const body = isPost ? JSON.stringify(webhook.fields) : undefined;
    const bodySha256 = body === undefined ? undefined : sha256Hex(body);
    const headers = [...destination.headers];
    if (isPost) headers.push('content-type', 'application/json');
    if (webhook.signed)
      headers.push(
        'authorization',
        authorizationOf(bodySha256 ?? EMPTY_SHA256, webhook.application, options),
      );
    const question = {
      path: isPost ? destination.path : pathWithFields(destination, webhook.fields),
      method: webhook.method,
      headers,
      body,
      withinMilliseconds: webhook.socketTimeout,
      longestReplyBytes: LONGEST_REPLY_BYTES,
    };
    askServer(client, question, (answer) => {
      const {
        status,
        body: reply,
        failure,
      } = answer.is === 'reply'
        ? { status: answer.status, body: answer.body, failure: undefined }
        : failedTryOf(answer, webhook, destination.url);
      const milliseconds = options.clock.monotonic() - began;
      const outcome = { status, body: reply, failure, bodySha256, milliseconds };
      settle(destination.sentTo === undefined ? outcome : { sentTo: destination.sentTo, ...outcome });
    });
  };

  return {
    send,
    sign: (application) => authorizationOf(EMPTY_SHA256, application, options),
    close: async () => void (await Promise.all([...roads.values()].map((road) => road.close()))),
  };
};

/** The connections to one origin, each for one request at a time. */
interface Road {
  readonly origin: string;
  readonly connectTimeout: number;
  readonly gate: Gate;
  /** The connection at a place that the gate has given. */
  lane(place: number): Client;
  close(): Promise<unknown>;
}

/** No pool of undici's: that looks through all its connections for a free one, twice for each request, and the gate knows. */
const openRoad = (origin: string, connectTimeout: number, connections: number): Road => {
  const lanes: Client[] = [];
  const open = (): Client =>
    new Client(origin, {
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      connect: { timeout: connectTimeout, ...REACH },
    });
  return {
    origin,
    connectTimeout,
    gate: createGate(connections),
    lane: (place) => {
      lanes[place] ??= open();
      return lanes[place];
    },
    close: () => Promise.all(lanes.map((client) => client.destroy())),
  };
};

const NOT_SENT = { bodySha256: undefined, milliseconds: 0 } as const;

/** The path with the fields of a GET behind what query it has already, as a URL would write it. */
const pathWithFields = ({ path, url }: Destination, fields: JsonObject): string => {
  const query = toQuery(fields).replaceAll("'", '%27');
  if (query === '') return path;
  return `${path}${url.search === '' ? '?' : '&'}${query}`;
};

/** What is hashed of a GET is not documented (U): the empty body. */
const EMPTY_SHA256 = sha256Hex('');

const authorizationOf = (bodySha256: string, application: string, options: DeliveryOptions): string =>
  signWebhook(bodySha256, {
    secret: options.signatureSecret,
    apiKey: options.apiKey,
    application,
    // The time of the world, not of the platform: that is what a verifier compares with.
    issuedAt: Math.floor(options.clock.now() / 1000),
    tokenId: options.newTokenId(),
  });
