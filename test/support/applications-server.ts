import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { isJsonObject, type Json, type JsonObject } from '../../src/vonage/json.ts';

/** One thing that goes wrong with one request. */
export type Fault =
  /** An answer with this status, and nothing done. */
  | { readonly status: number; readonly body?: Json | string }
  /** The request is carried out, then answered with this status. */
  | { readonly doneButStatus: number }
  /** 200 with a page for people. */
  | 'html'
  /** 200 and another application. */
  | 'other'
  /** Never answered. */
  | 'hang'
  /** Carried out, then half of the answer and a broken connection. */
  | 'half'
  /** The connection breaks before the request is carried out. */
  | 'reset';

export interface ApplicationsServer {
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Each request as `GET <id>`, in order, with the body of a PUT. */
  readonly requests: readonly { readonly line: string; readonly body: JsonObject | undefined }[];
  /** What goes wrong with the next requests of a method; `undefined` lets one pass. */
  readonly faults: {
    readonly GET: (Fault | undefined)[];
    readonly PUT: (Fault | undefined)[];
    readonly POST: (Fault | undefined)[];
  };
  /** Numbers of the account by their digits: the application each leads to, or undefined. */
  readonly numbers: Map<string, string | undefined>;
  /** The application as GET gives it. */
  application(id: string): JsonObject | undefined;
  /** Changes an application behind everybody's back, as the dashboard does. */
  edit(id: string, change: (application: JsonObject) => JsonObject | undefined): void;
  /** Heard after each PUT that was carried out. */
  onWrite: (() => void) | undefined;
  close(): Promise<void>;
}

export interface ApplicationsServerOptions {
  /** How long each answer about an application takes, in milliseconds; what it does is done at the end of it. */
  readonly latency?: number;
  readonly numbers?: number;
}

/** Known keys of a webhook object; the live API refuses every other one (applications-api.md §1.2). */
const WEBHOOK_KEYS = ['address', 'http_method', 'connect_timeout', 'socket_timeout'];
/** A number of the account that cannot be linked. */
const UNLINKABLE = '14155550142';

/** Defaults that the platform fills in for voice (applications-api.md §2.2). */
const VOICE_TIMEOUTS: Readonly<Record<string, JsonObject>> = {
  answer_url: { connect_timeout: 1000, socket_timeout: 5000 },
  fallback_answer_url: { connect_timeout: 1000, socket_timeout: 5000 },
  event_url: { connect_timeout: 1000, socket_timeout: 10_000 },
};

/**
 * The part of the Applications API that borrowing needs, for its faults: PUT replaces, `keys` stay when left out,
 * default time-outs are filled in, an unknown key inside a webhook object is refused with 400.
 */
export const startApplicationsServer = async (
  applications: readonly JsonObject[],
  options: ApplicationsServerOptions = {},
): Promise<ApplicationsServer> => {
  const apiKey = 'abcd1234';
  const apiSecret = 'Secret-of-the-test-1';
  const stored = new Map(applications.map((application) => [String(application['id']), filled(application)]));
  const requests: { line: string; body: JsonObject | undefined }[] = [];
  const faults: ApplicationsServer['faults'] = { GET: [], PUT: [], POST: [] };
  const numbers: ApplicationsServer['numbers'] = new Map();
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;

  const withLinks = (application: JsonObject): JsonObject => ({
    ...application,
    _links: { self: { href: `/v2/applications/${String(application['id'])}` } },
  });

  const carryOut = (
    method: string,
    id: string,
    body: JsonObject | undefined,
  ): { status: number; body: JsonObject } => {
    if (id === 'applications') return method === 'POST' ? create(body) : { status: 200, body: listed() };
    const old = stored.get(id);
    if (old === undefined) return problem(404, 'not-found', 'The application was not found');
    if (method === 'GET') return { status: 200, body: withLinks(old) };
    const fault = body === undefined ? 'body' : unknownKey(body);
    if (body === undefined || fault !== undefined) {
      return {
        ...problem(400, 'payload-validation', 'Bad Request'),
        body: {
          ...problem(400, 'payload-validation', 'Bad Request').body,
          invalid_parameters: [{ name: fault ?? 'body', reason: 'is not known' }],
        },
      };
    }
    const next = filled({ ...('keys' in old && !('keys' in body) && { keys: old['keys'] }), ...body, id });
    stored.set(id, next);
    server.onWrite?.();
    return { status: 200, body: withLinks(next) };
  };

  const create = (body: JsonObject | undefined): { status: number; body: JsonObject } => {
    const id = `aaaaaaaa-0000-4000-8000-${String(stored.size).padStart(12, '0')}`;
    const next = filled({ ...body, id });
    stored.set(id, next);
    return { status: 201, body: withLinks(next) };
  };

  const listed = (): JsonObject => ({
    page_size: 100,
    page: 1,
    total_items: stored.size,
    total_pages: 1,
    _embedded: { applications: [...stored.values()] },
  });

  const numberPage = (application: string | null): JsonObject => {
    const shown = [...numbers].filter(([, id]) => application === null || id === application);
    return {
      ...(shown.length > 0 && { count: shown.length }),
      ...(shown.length > 0 && {
        numbers: shown.map(([msisdn, id]) => ({
          country: 'US',
          msisdn,
          type: 'mobile-lvn',
          features: ['VOICE'],
          ...(id !== undefined && { app_id: id }),
        })),
      }),
    };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method === 'PUT' || request.method === 'POST' ? request.method : 'GET';
    const text = await textOf(request);
    const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : undefined;
    const body = isJsonObject(parsed) ? parsed : undefined;
    if (request.headers.authorization !== authorization) {
      return sendJson(
        response,
        401,
        problem(401, 'unauthorized', 'You did not provide correct credentials').body,
      );
    }
    if (pathname === '/account/numbers')
      return sendJson(
        response,
        200,
        options.numbers
          ? { count: options.numbers, numbers: [] }
          : numberPage(searchParams.get('application_id')),
      );
    if (pathname === '/number/update') {
      const form = new URLSearchParams(text);
      if (form.get('msisdn') === UNLINKABLE)
        return sendJson(response, 420, { 'error-code': '420', 'error-code-label': 'method failed' });
      numbers.set(form.get('msisdn') ?? '', form.get('app_id') ?? undefined);
      return sendJson(response, 200, { 'error-code': '200', 'error-code-label': 'success' });
    }
    const id = pathname.split('/').at(-1) ?? '';
    requests.push({ line: `${method} ${id}`, body });
    if (options.latency !== undefined) await wait(options.latency);
    const fault = faults[method].shift();
    if (fault === undefined) {
      const done = carryOut(method, id, body);
      return sendJson(response, done.status, done.body);
    }
    if (fault === 'hang') return;
    if (fault === 'reset') return void request.socket.destroy();
    if (fault === 'html')
      return void response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>Sign in</title>');
    if (fault === 'other')
      return sendJson(response, 200, { id: 'ffffffff-0000-4000-8000-000000000000', name: 'other' });
    if (fault === 'half') {
      const text = JSON.stringify(carryOut(method, id, body).body);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
      return void response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
    }
    if ('doneButStatus' in fault) {
      carryOut(method, id, body);
      return sendJson(response, fault.doneButStatus, { title: 'Bad Gateway' });
    }
    if (typeof fault.body === 'string')
      return void response.writeHead(fault.status, { 'content-type': 'text/html' }).end(fault.body);
    return sendJson(response, fault.status, fault.body ?? { title: 'Out of order' });
  };

  const http = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: ApplicationsServer = {
    // A listening TCP server has an address with a port.
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    apiKey,
    apiSecret,
    requests,
    faults,
    numbers,
    application: (id) => stored.get(id),
    edit: (id, change) => {
      const changed = change(stored.get(id) ?? {});
      if (changed === undefined) stored.delete(id);
      else stored.set(id, changed);
    },
    onWrite: undefined,
    close: () => {
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  return server;
};

const problem = (status: number, fragment: string, detail: string) => ({
  status,
  body: {
    type: `https://developer.vonage.com/api-errors/application#${fragment}`,
    title: detail,
    detail,
    instance: '797a8f199c45014ab7b08bfe9cc1c12c',
  },
});

/** Dotted path of the first key that the live API would refuse. */
const unknownKey = (body: JsonObject): string | undefined => {
  if ('_links' in body) return '_links';
  if (typeof body['name'] !== 'string') return 'name';
  for (const [capability, product] of Object.entries(objectOf(body['capabilities']))) {
    for (const [slot, webhook] of Object.entries(objectOf(objectOf(product)['webhooks']))) {
      const unknown = Object.keys(objectOf(webhook)).find((key) => !WEBHOOK_KEYS.includes(key));
      if (unknown !== undefined) return `capabilities.${capability}.webhooks.${slot}.${unknown}`;
    }
  }
  return undefined;
};

const filled = (application: JsonObject): JsonObject => {
  const capabilities = application['capabilities'];
  const voice = isJsonObject(capabilities) ? capabilities['voice'] : undefined;
  const webhooks = isJsonObject(voice) ? voice['webhooks'] : undefined;
  if (!isJsonObject(capabilities) || !isJsonObject(voice) || !isJsonObject(webhooks)) return application;
  const whole = Object.fromEntries(
    Object.entries(webhooks).map(([slot, webhook]) => [
      slot,
      isJsonObject(webhook) ? { ...VOICE_TIMEOUTS[slot], ...webhook } : webhook,
    ]),
  );
  return { ...application, capabilities: { ...capabilities, voice: { ...voice, webhooks: whole } } };
};

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const sendJson = (response: ServerResponse, status: number, body: Json): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
