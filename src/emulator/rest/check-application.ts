import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';
import type { InvalidParameter } from './problem.ts';

/** What a webhook object of a capability may hold (applications-api.md §2.2). */
interface WebhookShape {
  readonly methods: readonly string[];
  /** Upper bound of `socket_timeout` by slot key, in milliseconds; timeouts exist for voice only. */
  readonly socketMax?: Readonly<Record<string, number>>;
  readonly more?: readonly string[];
}

const POST_ONLY: WebhookShape = { methods: ['POST'] };
const SHAPES: Readonly<Record<string, WebhookShape>> = {
  voice: {
    methods: ['GET', 'POST'],
    socketMax: { answer_url: 5000, fallback_answer_url: 5000, event_url: 10_000 },
  },
  rtc: { methods: ['GET', 'POST'] },
  messages: POST_ONLY,
  verify: POST_ONLY,
  meetings: POST_ONLY,
  video: { methods: [], more: ['active', 'secret'] },
};

/** Milliseconds (applications-api.md §2.2). */
const CONNECT_MIN = 300;
const CONNECT_MAX = 1000;
const SOCKET_MIN = 1000;

/**
 * Faults of a POST or PUT body. Strict inside webhook objects, as the live API is; unknown fields of the application
 * and of its capabilities are kept (applications-api.md §1.2).
 */
export const checkApplication = (body: JsonObject): readonly InvalidParameter[] => {
  const faults: InvalidParameter[] = [];
  if (typeof body['name'] !== 'string' || body['name'] === '')
    faults.push({ name: 'name', reason: 'must not be blank' });
  const capabilities = body['capabilities'];
  if (capabilities === undefined) return faults;
  if (!isJsonObject(capabilities)) return [...faults, { name: 'capabilities', reason: 'must be an object' }];
  for (const [name, capability] of Object.entries(capabilities)) {
    const at = `capabilities.${name}`;
    if (!isJsonObject(capability)) faults.push({ name: at, reason: 'must be an object' });
    else if (SHAPES[name]) faults.push(...checkWebhooks(at, capability['webhooks'], SHAPES[name]));
  }
  return faults;
};

const checkWebhooks = (
  at: string,
  webhooks: Json | undefined,
  shape: WebhookShape,
): readonly InvalidParameter[] => {
  if (webhooks === undefined) return [];
  if (!isJsonObject(webhooks)) return [{ name: `${at}.webhooks`, reason: 'must be an object' }];
  return Object.entries(webhooks).flatMap(([key, webhook]) =>
    checkWebhook(`${at}.webhooks.${key}`, key, webhook, shape),
  );
};

const checkWebhook = (
  at: string,
  key: string,
  webhook: Json,
  shape: WebhookShape,
): readonly InvalidParameter[] => {
  if (!isJsonObject(webhook)) return [{ name: at, reason: 'must be an object' }];
  const known = [
    ...(shape.methods.length > 0 ? ['http_method'] : []),
    'address',
    ...(shape.socketMax ? ['socket_timeout', 'connect_timeout'] : []),
    ...(shape.more ?? []),
  ];
  return Object.entries(webhook).flatMap(([name, value]) => {
    const reason = known.includes(name)
      ? faultOf(name, value, shape, shape.socketMax?.[key] ?? 10_000)
      : `is not known; known are: ${known.join(', ')}`;
    return reason === undefined ? [] : [{ name: `${at}.${name}`, reason }];
  });
};

const faultOf = (name: string, value: Json, shape: WebhookShape, socketMax: number): string | undefined => {
  switch (name) {
    case 'address':
      return typeof value === 'string' ? undefined : 'must be a text';
    case 'http_method':
      return shape.methods.includes(String(value))
        ? undefined
        : `must be one of: ${shape.methods.join(', ')}`;
    case 'connect_timeout':
      return between(value, CONNECT_MIN, CONNECT_MAX);
    case 'socket_timeout':
      return between(value, SOCKET_MIN, socketMax);
    default:
      return undefined;
  }
};

const between = (value: Json, min: number, max: number): string | undefined =>
  Number.isInteger(value) && Number(value) >= min && Number(value) <= max
    ? undefined
    : `must be between ${min} and ${max}`;
