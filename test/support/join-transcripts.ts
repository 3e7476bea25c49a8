import { isJsonObject, type Json, type JsonObject } from '../../src/vonage/json.ts';
import type { PlatformEvent } from '../../src/vonage/platform-event.ts';

/** One line of the platform's transcript about a webhook that it sent. */
export type Sent = Extract<PlatformEvent, { name: 'webhook-sent' }>;

/** RTC events whose body names no leg (rtc-events.md §4): only the platform knows whose they are. */
const KINDS_WITHOUT_LEG = ['audio:say', 'audio:say:stop', 'audio:play', 'audio:play:stop'];

/**
 * Joins what the platform says that it sent with the exchanges that `listen --json` wrote, by leg, conversation and
 * hash of the body (a GET has no body: by leg and conversation). Gives every difference in words. None means: every
 * webhook arrived once and verified, and every reply is the one that the platform executed.
 */
export const joinTranscripts = (sent: readonly Sent[], exchanges: readonly JsonObject[]): string[] => {
  const left = new Map<string, JsonObject[]>();
  for (const exchange of exchanges) {
    const key = keyOfExchange(exchange);
    left.set(key, [...(left.get(key) ?? []), exchange]);
  }
  const differences = sent.flatMap((webhook) => {
    const exchange = left.get(keyOfSent(webhook))?.shift();
    return exchange ? differencesOf(webhook, exchange) : [`${nameOfSent(webhook)}: sent, but never arrived`];
  });
  const surplus = [...left.values()].flat();
  return [
    ...differences,
    ...surplus.map((exchange) => `${nameOfExchange(exchange)}: arrived, but was not sent`),
  ];
};

const differencesOf = (webhook: Sent, exchange: JsonObject): string[] => {
  const name = nameOfSent(webhook);
  const reply = objectIn(exchange, 'reply');
  const signature = objectIn(exchange, 'signature');
  const differences: string[] = [];
  if (signature['state'] !== 'verified') {
    const why = typeof signature['explanation'] === 'string' ? `: ${signature['explanation']}` : '';
    differences.push(`${name}: its signature is ${String(signature['state'])}${why}`);
  }
  if (webhook.status !== reply['status']) {
    const seen = webhook.status ?? webhook.failure;
    differences.push(`${name}: the platform saw ${seen}, the listener replied ${String(reply['status'])}`);
  }
  const replied = nccoIn(reply['body']);
  if (webhook.executes !== replied) {
    differences.push(
      `${name}: the platform executes ${webhook.executes ?? 'nothing'}, the reply was
${replied ?? 'no NCCO'}`.replace('\n', ' '),
    );
  }
  return differences;
};

/** An NCCO is an array with actions in it; every other reply lets the call go on. */
const nccoIn = (body: Json | undefined): string | undefined =>
  Array.isArray(body) && body.length > 0 ? JSON.stringify(body) : undefined;

const keyOf = (method: unknown, leg: unknown, conversation: unknown, sha256: unknown): string =>
  JSON.stringify([method, leg ?? null, conversation ?? null, sha256 ?? null]);

const keyOfSent = ({ kind, method, leg, conversation, bodySha256 }: Sent): string =>
  keyOf(method, KINDS_WITHOUT_LEG.includes(kind) ? undefined : leg, conversation, bodySha256);

const keyOfExchange = (exchange: JsonObject): string => {
  const request = objectIn(exchange, 'request');
  return keyOf(request['method'], exchange['leg'], exchange['conversation'], request['sha256']);
};

const nameOfSent = ({ kind, leg, attempt }: Sent): string =>
  `${kind}${attempt > 1 ? `, try ${attempt},` : ''} of leg ${short(leg)}`;

const nameOfExchange = (exchange: JsonObject): string =>
  `${String(exchange['event'] ?? exchange['status'] ?? exchange['kind'])} of leg ${short(exchange['leg'])}`;

const short = (id: unknown): string => (typeof id === 'string' ? id.slice(0, 8) : '(none)');

const objectIn = (object: JsonObject, name: string): JsonObject => {
  const value = object[name];
  return isJsonObject(value) ? value : {};
};
