import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeProof, proveReachable } from '../../../src/edge/proof.ts';
import { realWorld } from '../../../src/edge/real-world.ts';
import { openTunnel } from '../../../src/edge/tunnels/open-tunnel.ts';
import type { Tunnel } from '../../../src/edge/tunnels/tunnel.ts';
import { type Borrower, borrower, hurriedClock, wordsOfFailure } from '../../support/borrower.ts';
import { type LocaltunnelServer, startLocaltunnelServer } from '../../support/localtunnel-server.ts';

let server: LocaltunnelServer;
let local: Server;
let world: Borrower;
let doubts: string[];
let seen: Buffer[];
let open: Tunnel | undefined;

beforeEach(async () => {
  server = await startLocaltunnelServer();
  seen = [];
  doubts = [];
  world = await borrower();
  local = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    seen.push(Buffer.concat(chunks));
    response.setHeader('x-host', request.headers.host ?? '').end(Buffer.concat(chunks));
  });
  local.on('upgrade', (_request, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n');
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => local.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await open?.close();
  open = undefined;
  local.closeAllConnections();
  await Promise.all([server.close(), new Promise((resolve) => local.close(resolve))]);
});

const openHere = async (host = server.url, signal?: AbortSignal, name?: string): Promise<Tunnel> => {
  // A listening TCP server has an address with a port.
  const { port } = local.address() as AddressInfo;
  open = await openTunnel(
    { kind: 'localtunnel', host },
    { port, world, project: world.cwd, signal, name, onDoubt: (words) => doubts.push(words) },
  );
  return open;
};

/** A name that nobody guesses: 80 bits. */
const NAMED = expect.stringMatching(/^\/[0-9a-f]{20}$/);

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await wait(5);
};

describe('an open tunnel', () => {
  it('carries requests with their Host, and registers once', async () => {
    const { kind, url } = await openHere();
    const response = await fetch(`${url}/webhooks/voice/event`, { method: 'POST', body: '{"a":1}' });
    expect([kind, await response.text(), response.headers.get('x-host')]).toEqual([
      'localtunnel',
      '{"a":1}',
      url.slice('http://'.length),
    ]);
    expect(server.asked).toEqual([NAMED]);
  });

  it('keeps every byte of bodies that are no text, also in chunks', async () => {
    const { url } = await openHere();
    const bytes = Buffer.from([
      0x7b, 0xff, 0xfe, 0x00, 0xc3, 0x28, 0x0d, 0x0a, 0x48, 0x6f, 0x73, 0x74, 0x3a, 0x20, 0x78, 0x7d,
    ]);
    const chunks = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(bytes.subarray(0, 5));
        await wait(20);
        controller.enqueue(bytes.subarray(5));
        controller.close();
      },
    });
    await (await fetch(url, { method: 'POST', body: bytes })).arrayBuffer();
    const response = await fetch(url, { method: 'POST', body: chunks, duplex: 'half' });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    expect(seen).toEqual([bytes, bytes]);
  });

  it('carries an upgrade both ways', async () => {
    const { url } = await openHere();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n');
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString();
    });
    await until(() => heard.endsWith('\r\n\r\n'));
    socket.write('hello');
    await until(() => heard.endsWith('hello'));
    socket.destroy();
    expect(heard.split('\r\n')[0]).toBe('HTTP/1.1 101 Switching Protocols');
  });

  it('serves many more requests than it has connections', async () => {
    // In hundredths of the time a busy machine is late with a connection.
    world = { ...world, clock: realWorld().clock };
    const { url } = await openHere();
    const bodies = Array.from({ length: 60 }, (_, index) => `body ${index}`);
    const replies = bodies.map(async (body) => {
      const response = await fetch(url, { method: 'POST', body, headers: { connection: 'close' } });
      return response.text();
    });
    expect(await Promise.all(replies)).toEqual(bodies);
    expect(doubts).toEqual([]);
  });

  it('leaves no connection behind when it closes, and closes twice without harm', async () => {
    const tunnel = await openHere();
    await until(() => server.tunnels[0]!.connections() === 10);
    await tunnel.close();
    await tunnel.close();
    await until(() => server.tunnels[0]!.connections() === 0);
    const made = server.tunnels[0]!.connected();
    await wait(50);
    expect(server.tunnels[0]!.connected()).toBe(made);
  });

  it('survives a server that refuses its connections, raises doubt, and works again when it takes them', async () => {
    const { url } = await openHere();
    const tunnel = server.tunnels[0]!;
    await until(() => tunnel.waiting() === 10);
    await tunnel.refuseClients();
    await until(() => doubts.length > 0);
    // Long enough for every slot to have been refused at least once.
    await wait(400);
    await tunnel.acceptClients();
    await until(() => tunnel.waiting() > 0);
    expect(await (await fetch(url, { method: 'POST', body: 'again' })).text()).toBe('again');
    expect(doubts[0]).toMatch(
      /^the tunnel server (refuses connections|closes connections as soon as they are open)$/,
    );
  });

  it('raises doubt when its connections fail before they are made, of which the package never tells', async () => {
    await server.close();
    server = await startLocaltunnelServer({ ip: 'tunnel.invalid' });
    await openHere();
    await until(() => doubts.length > 0);
    expect(doubts[0]).toBe('the tunnel server lets no connection through');
  });

  it('is content with the ten connections that a server takes of the twelve that it offered', async () => {
    await server.close();
    server = await startLocaltunnelServer({ maxConnections: 10, offered: 12 });
    const { url } = await openHere();
    const tunnel = server.tunnels[0]!;
    await until(() => tunnel.waiting() === 10);
    await wait(300);
    // By itself the package comes back more than a thousand times a second.
    expect(tunnel.connected()).toBeLessThan(40);
    expect(await (await fetch(url, { method: 'POST', body: 'fine' })).text()).toBe('fine');
    expect(doubts).toEqual([]);
  });

  it('does not hammer a server that closes its connections at once', async () => {
    world = {
      ...world,
      clock: {
        ...hurriedClock,
        sleep: (_milliseconds, signal) => wait(100, undefined, signal && { signal }).catch(() => undefined),
      },
    };
    await openHere();
    const tunnel = server.tunnels[0]!;
    tunnel.closeClientsAtOnce(true);
    await tunnel.refuseClients();
    await tunnel.acceptClients();
    await wait(500);
    // Ten slots, each at most every 100 ms here; the package by itself makes thousands.
    expect(tunnel.connected()).toBeLessThan(100);
  });
});

describe('a name that is asked for again', () => {
  it('is waited for, when the server has not yet noticed that it is free', async () => {
    const first = await openHere();
    await until(() => server.tunnels[0]!.waiting() === 10);
    await first.close();
    world = { ...world, clock: { ...hurriedClock, sleep: async (milliseconds) => wait(milliseconds) } };
    const second = await openHere(server.url, undefined, first.name);
    expect([second.name, second.url]).toEqual([first.name, first.url]);
    expect(server.asked).toEqual(Array(3).fill(`/${first.name}`));
    expect(await (await fetch(second.url, { method: 'POST', body: 'same' })).text()).toBe('same');
  });

  it('is given up for another one, when somebody has it', async () => {
    const first = await openHere();
    await first.close();
    server.names = 'others';
    const second = await openHere(server.url, undefined, first.name);
    expect(second.name).not.toBe(first.name);
    expect(await (await fetch(second.url, { method: 'POST', body: 'other' })).text()).toBe('other');
  });
});

describe('a tunnel server that gives none', () => {
  const failure = (why: string) => ({
    what: `The tunnel server ${server.url} gave no tunnel`,
    why: `The reason: ${why}.`,
    tryThis: [
      'try again in a minute; the public server is often busy',
      'use a tunnel of your own: --public-url <url>',
      'use a tunnel server of your own: --tunnel-host <url>',
      'or do without the internet: vonage-flow listen --emulator',
    ],
    exitCode: 3,
  });

  it.each([
    [
      'says 403 with a message',
      { status: 403, message: 'Invalid\nsubdomain \u001b[31m' },
      'it said 403, "Invalid subdomain \\x1b[31m"',
    ],
    ['is overloaded', { status: 503, message: 'come back later' }, 'it said 503, "come back later"'],
    [
      'sends a page',
      'html',
      'it answered 200 with an HTML page: that is no tunnel server, or it is out of order',
    ],
    ['breaks off', 'die', 'socket hang up (ECONNRESET)'],
  ] as const)('%s: one request, its own words', async (_name, mode, why) => {
    server.mode = mode;
    expect(await wordsOfFailure(openHere())).toEqual(failure(why));
    expect(server.asked).toEqual([NAMED]);
  });

  it.each([
    ['port 70000', { port: 70_000 }],
    ['a port that is text', { port: '4000' }],
    ['a million connections', { offered: 1_000_000 }],
  ])('offers %s, with which the package would never end', async (_name, options) => {
    await server.close();
    server = await startLocaltunnelServer(options);
    expect(await wordsOfFailure(openHere())).toEqual(failure('it answered 200 without a tunnel'));
  });

  it('refuses the connection', async () => {
    await server.close();
    const port = new URL(server.url).port;
    expect(await wordsOfFailure(openHere())).toEqual(failure(`connect ECONNREFUSED 127.0.0.1:${port}`));
  });

  it('never answers', async () => {
    server.mode = 'hang';
    expect(await wordsOfFailure(openHere())).toEqual(failure('it gave no answer in time'));
  });

  it('never answers, and a person stops waiting', async () => {
    server.mode = 'hang';
    expect(await wordsOfFailure(openHere(server.url, AbortSignal.timeout(50)))).toEqual({
      what: 'Stopped before the tunnel was open',
      why: undefined,
      tryThis: ['start again when you like'],
      exitCode: 0,
    });
  });
});

describe('other choices', () => {
  const options = () => ({ port: 4747, world, project: world.cwd, onDoubt: () => undefined });

  it('takes a public URL without its last slash', async () => {
    expect(
      await openTunnel({ kind: 'public-url', url: 'https://abc.example.com/base/' }, options()),
    ).toMatchObject({
      kind: 'public-url',
      url: 'https://abc.example.com/base',
    });
  });

  it('needs no tunnel on loopback', async () => {
    expect(await openTunnel({ kind: 'none' }, options())).toMatchObject({
      kind: 'none',
      url: 'http://127.0.0.1:4747',
    });
  });

  it.each(['abc.example.com', 'ftp://a.example', 'https://a.example/?x=1', 'https://u:p@a.example', ''])(
    'refuses %j',
    async (url) => {
      expect(await wordsOfFailure(openTunnel({ kind: 'public-url', url }, options()))).toMatchObject({
        what: `--public-url "${url}" is not a URL that paths can be added to`,
        exitCode: 2,
      });
    },
  );
});

describe('the proof through a real tunnel', () => {
  it('holds', async () => {
    const proof = makeProof(world.chance);
    local.removeAllListeners('request');
    local.on('request', (request, response) => {
      response.end(proof.answer(new URL(request.url ?? '', 'http://x').searchParams.get('challenge') ?? ''));
    });
    const { url } = await openHere();
    await proveReachable(url, proof, { clock: hurriedClock, deadlineMs: 5_000 });
  });
});
