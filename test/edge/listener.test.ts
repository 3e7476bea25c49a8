import { connect, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_PORT } from '../../src/edge/listener.ts';
import { Failure } from '../../src/failure.ts';
import { type TestListener, testListener } from '../support/listener.ts';

const open: { close(): Promise<unknown> | unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const start = async (...args: Parameters<typeof testListener>): Promise<TestListener> => {
  const listener = await testListener(...args);
  open.push(listener);
  return listener;
};

/** Writes raw bytes, piece by piece, and resolves with all that came back. */
const raw = (port: number, pieces: readonly (string | Uint8Array)[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    void (async () => {
      for (const piece of pieces) {
        socket.write(piece);
        await new Promise((next) => setTimeout(next, 20));
      }
    })();
  });

const statusOf = (reply: string): string => reply.split('\r\n')[0] ?? '';

describe('what reaches the desk', () => {
  it('is the request as it came, to the byte', async () => {
    const listener = await start();
    const body = Uint8Array.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]);
    const head = `POST /a%20b/c?x=1&y=%2F HTTP/1.1\r\nHost: public.example\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
    await raw(listener.port, [head, body.slice(0, 2), body.slice(2)]);
    expect(listener.received).toMatchObject([
      {
        id: 1,
        method: 'POST',
        path: '/a%20b/c',
        query: 'x=1&y=%2F',
        headers: { host: 'public.example', 'content-type': 'application/json' },
      },
    ]);
    expect([...(listener.received[0]?.body ?? [])]).toEqual([...body]);
  });

  it.each<[name: string, type: string | undefined, body: string]>([
    ['a form', 'application/x-www-form-urlencoded', 'a=1'],
    ['text', 'text/plain', 'hello'],
    ['no content type', undefined, '{}'],
    ['a broken content type', ';;;', '{}'],
    ['broken JSON', 'application/json', '{"a":'],
    ['nothing', 'application/json', ''],
  ])('takes %s as bytes', async (_name, type, body) => {
    const listener = await start();
    const head = [
      `POST / HTTP/1.1`,
      'Host: x',
      ...(type === undefined ? [] : [`Content-Type: ${type}`]),
      `Content-Length: ${body.length}`,
      'Connection: close',
    ];
    await raw(listener.port, [`${head.join('\r\n')}\r\n\r\n${body}`]);
    expect(listener.received.map((request) => Buffer.from(request.body).toString())).toEqual([body]);
  });

  it('answers on both loopback families when the machine has both', async () => {
    const listener = await start();
    const response = await fetch(`http://localhost:${listener.port}/x`);
    expect(response.status).toBe(204);
  });

  it('sends the reply as it was decided', async () => {
    const listener = await start(() => ({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'x-own': '1' },
      body: '[{"action":"talk"}]',
    }));
    const response = await fetch(`${listener.url}/webhooks/voice/answer`);
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('x-own'),
      await response.text(),
    ]).toEqual([200, 'application/json; charset=utf-8', '1', '[{"action":"talk"}]']);
  });

  it.each<[name: string, method: string, status: number, body: string | Uint8Array, length: string | null]>([
    ['text', 'GET', 200, '“hi”', '8'],
    ['bytes', 'GET', 200, new Uint8Array([0, 255]), '2'],
    ['nothing', 'GET', 500, '', '0'],
    ['what has no body', 'GET', 204, '', null],
    ['the answer to HEAD, which says the length of another reply', 'HEAD', 200, '', null],
  ])('says how long a reply is: %s', async (_name, method, status, body, length) => {
    const listener = await start(() => ({ status, headers: {}, body }));
    const { headers } = await fetch(`${listener.url}/x`, { method });
    expect([headers.get('content-length'), headers.get('transfer-encoding')]).toEqual([length, null]);
  });
});

describe('its own address', () => {
  it('answers a challenge and keeps it from the desk', async () => {
    const listener = await start();
    const response = await fetch(`${listener.url}/.vonage-flow/nonce?challenge=abc`);
    expect([await response.text(), listener.received]).toEqual(['answer to abc', []]);
  });
});

describe('limits', () => {
  it.each<[name: string, pieces: string[], status: string, complaint: string]>([
    [
      'a body over 1 MiB, announced',
      ['POST /x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1048577\r\n\r\n{'],
      'HTTP/1.1 413 Payload Too Large',
      '413 the body is over the limit of 1 MiB',
    ],
    [
      'a body over 1 MiB, in chunks',
      [
        `POST /x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n${'a'.repeat(0x100001)}\r\n0\r\n\r\n`,
      ],
      'HTTP/1.1 413 Payload Too Large',
      '413 the body is over the limit of 1 MiB',
    ],
    [
      'headers that dribble in',
      ['POST /x HTTP/1.1\r\nHost: x\r\n'],
      'HTTP/1.1 408 Request Timeout',
      '408 the request came too slowly and was cut off',
    ],
    [
      'a body that dribbles in',
      ['POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n', 'a', 'b'],
      'HTTP/1.1 408 Request Timeout',
      '408 the request came too slowly and was cut off',
    ],
    [
      'something that is no HTTP',
      ['\u0016\u0003\u0001 hello\r\n\r\n'],
      'HTTP/1.1 400 Bad Request',
      '400 not a valid HTTP request (HPE_INVALID_METHOD)',
    ],
    [
      'headers without end',
      [`GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(20_000)}\r\n\r\n`],
      'HTTP/1.1 431 Request Header Fields Too Large',
      '431 not a valid HTTP request (HPE_HEADER_OVERFLOW)',
    ],
  ])('%s', async (_name, pieces, status, complaint) => {
    const listener = await start(undefined, { slowRequestMilliseconds: 150 });
    const reply = await raw(listener.port, pieces);
    expect([statusOf(reply), listener.cutOff, listener.received]).toEqual([status, [complaint], []]);
  });

  it('keeps a connection that has said nothing yet, as tunnels have them in store, and minds it once it speaks', async () => {
    const listener = await start(undefined, { slowRequestMilliseconds: 100 });
    const socket = connect(listener.port, '127.0.0.1');
    open.push({ close: async () => void socket.destroy() });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const next = (): Promise<string> =>
      new Promise((resolve) => socket.once('data', (data) => resolve(statusOf(String(data)))));
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await next()).toBe('HTTP/1.1 204 No Content');
    socket.write('GET / HTTP/1.1\r\n');
    expect(await next()).toBe('HTTP/1.1 408 Request Timeout');
  });

  it('keeps serving afterwards', async () => {
    const listener = await start(undefined, { slowRequestMilliseconds: 150 });
    await raw(listener.port, ['nonsense\r\n\r\n']);
    expect((await fetch(listener.url)).status).toBe(204);
  });
});

describe('ports', () => {
  const occupy = async (port: number): Promise<number> => {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    open.push({ close: () => new Promise((done) => server.close(done)) });
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  };

  it('takes the next free one when the default is taken, and says so', async () => {
    await occupy(DEFAULT_PORT).catch(() => undefined);
    const listener = await start(undefined, { port: undefined });
    expect(listener.insteadOf).toBe(DEFAULT_PORT);
    expect(listener.port).toBeGreaterThan(DEFAULT_PORT);
  });

  it('fails when the port was asked for, and names the way out', async () => {
    const port = await occupy(0);
    const failure = await testListener(undefined, { port }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({
      what: `Port ${port} is already in use`,
      tryThis: [
        'leave the port out, on the command line and in the config: then the next free one is used',
        `or stop the other program (lsof -i :${port})`,
      ],
      exitCode: 3,
    });
  });
});
