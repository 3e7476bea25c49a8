import * as diagnostics from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startForwarder } from '../../src/edge/forward.ts';
import type { Forwarded } from '../../src/flow/answer.ts';
import { webhookRequest } from '../support/requests.ts';
import { steppedClock } from '../support/stepped-clock.ts';

/** Time passes here only where a test says so. */
const clock = steppedClock();
const PUBLIC = 'https://green-fox.example';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

/** The user's own server: what it got, and how it answers. */
const userServer = async (
  answer: (request: IncomingMessage, body: Buffer, response: ServerResponse) => void,
  host = '127.0.0.1',
): Promise<string> => {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, Buffer.concat(chunks), response));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  return `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
};

const ask = async (base: string, ...parts: Parameters<typeof webhookRequest>): Promise<Forwarded> => {
  const forwarder = startForwarder(() => PUBLIC, clock);
  open.push(() => forwarder.close());
  return forwarder.ask(base, webhookRequest(...parts));
};

const textOf = (forwarded: Forwarded): string =>
  typeof forwarded.reply.body === 'string'
    ? forwarded.reply.body
    : Buffer.from(forwarded.reply.body).toString();

describe('what the user’s server gets', () => {
  it('is the request to the byte, with the public host and X-Forwarded-*', async () => {
    let seen: unknown;
    const base = await userServer((request, body, response) => {
      const { connection: _connection, ...headers } = request.headers;
      seen = { method: request.method, url: request.url, headers, body: [...body] };
      response.end('ok');
    });
    await ask(base, {
      method: 'POST',
      path: '/a%20b',
      query: 'x=1&y=%2F',
      headers: {
        host: 'green-fox.example',
        'content-type': 'application/json',
        authorization: 'Bearer a.b.c',
        'x-own': 'kept',
        'transfer-encoding': 'chunked',
        connection: 'keep-alive',
      },
      body: Uint8Array.from([0x7b, 0xff, 0x7d]),
    });
    expect(seen).toEqual({
      method: 'POST',
      url: '/a%20b?x=1&y=%2F',
      headers: {
        host: 'green-fox.example',
        'content-type': 'application/json',
        'content-length': '3',
        authorization: 'Bearer a.b.c',
        'x-own': 'kept',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'green-fox.example',
        'x-forwarded-for': '127.0.0.1',
        'x-vonage-flow-forwarded': '1',
      },
      body: [0x7b, 0xff, 0x7d],
    });
  });

  it('reaches a server that listens on the other loopback family only', async () => {
    const base = await userServer((_request, _body, response) => response.end('six'), '::1').catch(
      () => undefined,
    );
    // A machine without IPv6 has nothing to show here.
    if (base !== undefined) expect(textOf(await ask(base))).toBe('six');
  });

  it('gets a path in front when the address has one', async () => {
    let url: string | undefined;
    const base = await userServer((request, _body, response) => {
      url = request.url;
      response.end();
    });
    await ask(`${base}/app/`, { path: '/answer' });
    expect(url).toBe('/app/answer');
  });
});

describe('what goes back', () => {
  it.each<[name: string, status: number, headers: Record<string, string>, body: string]>([
    ['an NCCO', 200, { 'content-type': 'application/json' }, '[{"action":"talk","text":"hi"}]'],
    ['a mistake', 500, { 'content-type': 'text/html' }, '<h1>Oops</h1>'],
    ['a redirect, not followed', 302, { location: 'https://elsewhere.example/' }, ''],
    ['nothing', 204, {}, ''],
  ])('%s, unchanged', async (_name, status, headers, body) => {
    const base = await userServer((_request, _body, response) =>
      response.writeHead(status, headers).end(body),
    );
    const forwarded = await ask(base);
    expect(forwarded.reply.status).toBe(status);
    expect(forwarded.reply.headers).toMatchObject(headers);
    expect(textOf(forwarded)).toBe(body);
    expect(forwarded.failure).toBeUndefined();
  });

  it('keeps two cookies apart', async () => {
    const base = await userServer((_request, _body, response) =>
      response.setHeader('set-cookie', ['a=1; Path=/', 'b=2']).end(),
    );
    expect((await ask(base)).reply.headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2']);
  });

  it('keeps a compressed body as it is', async () => {
    const bytes = Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0xff]);
    const base = await userServer((_request, _body, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes),
    );
    const { reply } = await ask(base);
    expect([Buffer.from(reply.body as Uint8Array).equals(bytes), reply.headers['content-encoding']]).toEqual([
      true,
      'gzip',
    ]);
  });
});

describe('a server that cannot answer', () => {
  it.each<
    [name: string, base: () => Promise<string>, status: number, isDown: true | undefined, words: RegExp]
  >([
    [
      'nothing listens',
      async () => 'http://localhost:1',
      503,
      true,
      /^your server at http:\/\/localhost:1 is down: nothing listens there$/,
    ],
    [
      'it breaks the connection',
      () => userServer((request) => request.socket.destroy()),
      503,
      undefined,
      /^your server at \S+ closed the connection before its reply was whole: if a handler failed, /,
    ],
    [
      'it breaks off in the middle of its answer',
      () =>
        userServer((_request, _body, response) => {
          response.writeHead(200, { 'content-length': '100' });
          response.write('half');
          setTimeout(() => response.destroy(), 20);
        }),
      503,
      undefined,
      /^your server at \S+ closed the connection before its reply was whole: if a handler failed, /,
    ],
    [
      'it speaks no HTTP',
      () => userServer((request) => request.socket.end('garbage\r\n\r\n')),
      503,
      undefined,
      /^your server at \S+ answered with something else than HTTP$/,
    ],
    [
      'there is no such host',
      async () => 'http://nowhere.invalid',
      503,
      true,
      /^there is no host nowhere\.invalid$/,
    ],
  ])('%s', async (_name, base, status, isDown, words) => {
    const forwarded = await ask(await base());
    expect([forwarded.reply.status, forwarded.isDown]).toEqual([status, isDown]);
    expect(forwarded.failure).toMatch(words);
  });
});

describe('a server that takes its time', () => {
  /** It sends so much of its reply, then a blank now and then without end; undefined: nothing. */
  const slowServer = (sent: string | undefined): Promise<string> =>
    userServer((_request, _body, response) => {
      if (sent === undefined) return void diagnostics.channel('test:asked').publish({});
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(sent);
      const trickle = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(trickle));
    });

  /** Resolves when something is published there. */
  const heardOn = (channel: string): Promise<void> =>
    new Promise((resolve) => {
      const heard = (): void => {
        diagnostics.unsubscribe(channel, heard);
        resolve();
      };
      diagnostics.subscribe(channel, heard);
    });

  it.each([
    ['it says nothing', undefined, 'test:asked', /^your server at \S+ did not answer within 10 s$/],
    [
      'it sends its reply in drops',
      '[',
      // What the client says when the head of a reply is there.
      'undici:request:headers',
      /^your server at \S+ began its reply, and had not ended it within 10 s$/,
    ],
  ])('%s: all of it has one limit', async (_name, sent, channel, words) => {
    const base = await slowServer(sent);
    const isThere = heardOn(channel);
    const asking = ask(base);
    await isThere;
    let isOver = false;
    void asking.then(() => {
      isOver = true;
    });
    await clock.pass(9_999);
    expect(isOver).toBe(false);
    await clock.pass(1);
    const { reply, failure, isDown, milliseconds } = await asking;
    expect([reply.status, isDown, milliseconds]).toEqual([504, true, 10_000]);
    expect(failure).toMatch(words);
  });
});

it('a server that takes more than it answers has the same limit for all, also for those that wait for a connection', async () => {
  let heard = 0;
  let isFull: () => void = () => undefined;
  const full = new Promise<void>((resolve) => {
    isFull = resolve;
  });
  const base = await userServer(() => {
    heard += 1;
    if (heard === 64) isFull();
  });
  const forwarder = startForwarder(() => PUBLIC, clock);
  open.push(() => forwarder.close());
  const asking = Array.from({ length: 80 }, () => forwarder.ask(base, webhookRequest({})));
  await full;
  await clock.pass(10_000);
  const failures = new Set((await Promise.all(asking)).map(({ failure }) => failure));
  expect([...failures]).toEqual([`your server at ${base} did not answer within 10 s`]);
  expect(heard).toBe(64);
});

describe('a server that is only told', () => {
  const tell = async (base: string): Promise<string | undefined> => {
    const forwarder = startForwarder(() => PUBLIC, clock);
    open.push(() => forwarder.close());
    return forwarder.tell(base, webhookRequest({}));
  };

  it.each<[name: string, answer: (response: ServerResponse) => void]>([
    ['a mistake', (response) => response.writeHead(500).end('Oops')],
    ['more than fits', (response) => response.end(Buffer.alloc(33 * 1024 * 1024))],
    [
      'a reply that breaks off',
      (response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half', () => setTimeout(() => response.destroy(), 20));
      },
    ],
  ])('has been told, whatever it replies: %s', async (_name, answer) => {
    expect(await tell(await userServer((_request, _body, response) => answer(response)))).toBeUndefined();
  });

  it('has not been told when nothing listens', async () => {
    expect(await tell('http://localhost:1')).toBe(
      'your server at http://localhost:1 is down: nothing listens there',
    );
  });

  it('is not waited for without end', async () => {
    let arrived: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    const base = await userServer(() => arrived());
    const telling = tell(base);
    await asked;
    await clock.pass(10_000);
    expect(await telling).toMatch(/did not answer within 10 s$/);
  });
});

it('a server that was still asked when listen ended has not broken the connection', async () => {
  let arrived: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (arrived = resolve));
  const base = await userServer(() => arrived());
  const forwarder = startForwarder(() => PUBLIC, clock);
  const reply = forwarder.ask(base, webhookRequest({}));
  await asked;
  await forwarder.close();
  expect((await reply).failure).toBe(`your server at ${base} had not answered when listen ended`);
});
