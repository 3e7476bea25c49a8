import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { PlatformEvent } from '../../src/vonage/platform-event.ts';
import { runCli } from '../support/cli.ts';
import { startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { dialSocket, heardBy, startSocketApp } from '../support/socket-app.ts';
import { emptyPlace, startListening, watchedEmulator } from '../support/whole-flow.ts';

/** A place whose config lets `/bot` and what is below pass. */
const placeWithBot = () => {
  const place = emptyPlace();
  writeFileSync(
    join(place.folder, 'vonage-flow.config.yaml'),
    'answer: hi\nnccos: { hi: [{ action: talk, text: hi }] }\nforwardPaths: [/bot, /bot/*]\n',
  );
  return place;
};

const listenBefore = async (server: { url: string }, more: readonly string[] = []) =>
  startListening(['--emulator', '--forward', server.url, ...more], placeWithBot());

it('pipes a WebSocket to the server: handshake, frames both ways, closing', async () => {
  const server = await startSocketApp({ handleProtocols: () => 'audio.v2', perMessageDeflate: true });
  const listen = await listenBefore(server);
  const { socket, came, closed } = await dialSocket(`${listen.publicUrl}/bot?call=1`, {
    protocols: ['audio.v1', 'audio.v2'],
    headers: { authorization: 'Basic dTpw', 'x-own': 'yes' },
  });
  expect(came).toBe('open');
  const { host } = new URL(listen.publicUrl);
  expect(server.handshakes.map(({ url, headers }) => ({ url, headers }))).toMatchObject([
    {
      url: '/bot?call=1',
      headers: {
        host,
        authorization: 'Basic dTpw',
        'x-own': 'yes',
        'x-forwarded-host': host,
        'x-forwarded-proto': 'http',
        'x-forwarded-for': '127.0.0.1',
        'sec-websocket-protocol': 'audio.v1,audio.v2',
        'sec-websocket-extensions': expect.stringContaining('permessage-deflate'),
      },
    },
  ]);
  expect([socket.protocol, socket.extensions]).toEqual([
    'audio.v2',
    expect.stringContaining('permessage-deflate'),
  ]);

  socket.send('{"event":"websocket:connected"}');
  expect(String((await heardBy(socket)).data)).toBe('{"event":"websocket:connected"}');
  const large = Buffer.alloc(5_000_000, 'sound');
  socket.send(large);
  const back = await heardBy(socket);
  expect([back.isBinary, back.data.equals(large)]).toEqual([true, true]);

  socket.close(4000, 'caller hung up');
  expect(await closed).toBe('4000 caller hung up');
  await vi.waitFor(() => expect(server.closings).toEqual(['4000 caller hung up']));
  expect(await listen.line(({ kind }) => kind === 'websocket')).toMatchObject({
    target: 'forward',
    request: { method: 'GET', path: '/bot', query: 'call=1' },
    reply: { status: 101, by: 'forward' },
    forward: { url: `${server.url.replace('http', 'ws')}/bot?call=1` },
    problems: [],
  });
  expect(await listen.stop()).toBe(0);
});

it('passes the closing of the server on', async () => {
  const server = await startSocketApp();
  const listen = await listenBefore(server);
  expect(await (await dialSocket(`${listen.publicUrl}/bot/leaves`)).closed).toBe('4321 enough');
});

it.each<[path: string, came: string, problem: string]>([
  [
    '/bot/locked',
    '401 who are you?',
    'your server answered 401 to the WebSocket handshake: it wants other credentials (see authorization of the endpoint in the NCCO)',
  ],
  [
    '/bot/none',
    '404',
    'your server answered 404 to the WebSocket handshake: it has no WebSocket at /bot/none',
  ],
  [
    '/bot/page',
    '200 <!doctype html>',
    'your server answered 200 to the WebSocket handshake (text/html): at /bot/page it serves HTTP, and no WebSocket',
  ],
])('names a server that does not open %s', async (path, came, problem) => {
  const listen = await listenBefore(await startSocketApp());
  expect((await dialSocket(`${listen.publicUrl}${path}`)).came).toBe(came);
  expect(await listen.line(({ kind }) => kind === 'websocket')).toMatchObject({ problems: [problem] });
});

it('answers 502 for a server that breaks off or is down', async () => {
  const server = await startSocketApp();
  const listen = await listenBefore(server);
  const reply = (words: string) => `502 ${JSON.stringify({ title: 'vonage-flow', detail: words })}`;
  const broken = `your server at ${server.url} broke the connection (ECONNRESET)`;
  expect((await dialSocket(`${listen.publicUrl}/bot/breaks`)).came).toBe(reply(broken));
  await server.close();
  const down = `your server at ${server.url} is down: nothing listens there`;
  expect((await dialSocket(`${listen.publicUrl}/bot`)).came).toBe(reply(down));
  await listen.stop();
  expect(listen.exchanges().map(({ problems }) => problems)).toEqual([[broken], [down]]);
});

it('lets a WebSocket pass that a served NCCO names, and no other', async () => {
  const server = await startSocketApp();
  const listen = await startListening(['--emulator', '--forward', server.url], emptyPlace());
  const refused = (path: string) =>
    `404 ${JSON.stringify({
      title: 'vonage-flow',
      detail: path.includes('%2f')
        ? `${path} never passes: it can be read as another path`
        : `${path} does not pass: no webhook slot, not signed, named by no served NCCO. To let it pass add it to forwardPaths`,
    })}`;
  expect((await dialSocket(`${listen.publicUrl}/named?id=7`)).came).toBe(refused('/named'));
  await fetch(`${listen.publicUrl}/webhooks/voice/answer`);
  expect((await dialSocket(`${listen.publicUrl}/named?id=7`)).came).toBe('open');
  for (const path of ['/other', '/named/..%2fother', '/named/more'])
    expect((await dialSocket(`${listen.publicUrl}${path}`)).came).toBe(refused(path));
  expect(server.handshakes.map(({ url }) => url)).toEqual(['/named?id=7']);
  await listen.stop();
  expect(listen.exchanges().filter(({ target }) => target === 'unknown').length).toBe(4);
});

it('asks the server whose NCCO named a WebSocket, also when it is not the one of all the rest', async () => {
  const [menu, bot] = [await startSocketApp(), await startSocketApp()];
  const listen = await startListening(
    ['--emulator', '--forward', menu.url, '--forward', `voice.fallback=${bot.url}`],
    emptyPlace(),
  );
  await fetch(`${listen.publicUrl}/webhooks/voice/fallback`);
  expect((await dialSocket(`${listen.publicUrl}/named?id=7`)).came).toBe('open');
  expect([menu, bot].map(({ handshakes }) => handshakes.map(({ url }) => url))).toEqual([
    [],
    ['/named?id=7'],
  ]);
  // Whoever names it last has it.
  await fetch(`${listen.publicUrl}/webhooks/voice/answer`);
  expect((await dialSocket(`${listen.publicUrl}/named?id=8`)).came).toBe('open');
  expect([menu, bot].map(({ handshakes }) => handshakes.length)).toEqual([1, 1]);
  expect(await listen.stop()).toBe(0);
});

it('lets a call reach the WebSocket that its NCCO names by the host it was asked by', async () => {
  const server = await startSocketApp();
  const emulator = await watchedEmulator({
    answerUrl: `${server.url}/answer`,
    eventUrl: `${server.url}/event`,
  });
  const told: PlatformEvent[] = [];
  emulator.subscribe(({ event }) => told.push(event));
  const listen = await startListening([`--emulator=${emulator.api}`, '--forward', server.url], emptyPlace());
  await emulator.placeCall({ from: '447700900001', to: '14155550100', hangUpAfterSeconds: 1, press: [] });
  await listen.stop();
  const closed = told.find((event) => event.name === 'socket-closed');
  expect(closed).toMatchObject({ by: 'platform', code: 1000 });
  expect(closed?.sound.received).toBeGreaterThan(0);
  expect(server.handshakes.map(({ url }) => url)).toEqual(['/named?id=7']);
  // The call has it, and its summary names it.
  const ended = listen.lines().find(({ type }) => type === 'flow-ended');
  const handshake = listen.exchanges().find(({ kind }) => kind === 'websocket');
  expect(handshake?.['flow']).toBe(ended?.['flow']);
  expect(ended?.['sockets']).toMatchObject([{ address: '/named?id=7', socket: handshake?.['id'] }]);
});

it('leads an NCCO of the config to a WebSocket with a name, without a server that answers', async () => {
  const server = await startSocketApp();
  const place = emptyPlace();
  const config = (address: string): void =>
    writeFileSync(
      join(place.folder, 'vonage-flow.config.yaml'),
      `answer: agent
nccos:
  agent:
    - action: connect
      endpoint: [{ type: websocket, uri: "{{ wss.bot }}?from={{ from }}", content-type: audio/l16;rate=16000 }]
sockets: { bot: "${address}" }
`,
    );
  config(`${server.url.replace('http', 'ws')}/deep/agent`);
  const listen = await startListening(
    ['--emulator', '--speed', 'instant', '--call', '--from', '447700900001'],
    place,
  );
  await listen.line(({ type, name }) => type === 'socket' && name === 'text');
  expect(server.handshakes.map(({ url }) => url)).toEqual(['/deep/agent?from=447700900001']);
  expect(await listen.line(({ kind }) => kind === 'websocket')).toMatchObject({
    target: 'forward',
    request: { path: '/ws/bot' },
    forward: { url: expect.stringContaining('/deep/agent?from=') },
  });
  for (const path of ['/ws/nobody', '/ws/bot/', '/bot', '/deep/agent'])
    expect((await dialSocket(`${listen.publicUrl}${path}`)).came).toMatch(/^404 /);
  expect((await fetch(`${listen.publicUrl}/ws/bot`)).status).toBe(404);
  expect(await listen.stop()).toBe(0);

  config('/bot');
  const { code, stderr } = await runCli(['listen', '--emulator', '--port', '0'], place);
  expect([code, stderr.split('\n')[0]]).toEqual([
    2,
    '✗ sockets.bot in the config is the path /bot, and nobody says of which server',
  ]);
});

it('is no WebSocket server by itself', async () => {
  const listen = await startListening(['--emulator'], emptyPlace());
  const { came } = await dialSocket(`${listen.publicUrl}/bot`);
  expect(came).toBe(
    `404 ${JSON.stringify({ title: 'vonage-flow', detail: "/bot is none of this listener's addresses" })}`,
  );
});

it('does not wait for a caller who was refused and never hangs up', async () => {
  const listen = await startListening(['--emulator'], emptyPlace());
  const { port, hostname } = new URL(listen.publicUrl);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  const words = [
    'GET /bot HTTP/1.1',
    `host: ${hostname}:${port}`,
    'connection: upgrade',
    'upgrade: websocket',
  ];
  socket.write(`${words.join('\r\n')}\r\n\r\n`);
  socket.on('error', () => {});
  const [said] = await once(socket.setEncoding('utf8'), 'data');
  expect(String(said).split('\r\n')[0]).toBe('HTTP/1.1 404 Not Found');
  expect(await listen.stop('SIGINT')).toBe(0);
});

it('goes through a tunnel, and stopping closes it', async () => {
  const tunnels = await startLocaltunnelServer();
  onTestFinished(() => tunnels.close());
  const server = await startSocketApp();
  const listen = await listenBefore(server, ['--tunnel', 'localtunnel', '--tunnel-host', tunnels.url]);
  expect(listen.ready['tunnel']).toBe('localtunnel');
  const { socket, came, closed } = await dialSocket(`${listen.publicUrl}/bot`);
  expect(came).toBe('open');
  socket.send(Buffer.from([1, 2, 3]));
  expect([...(await heardBy(socket)).data]).toEqual([1, 2, 3]);
  expect(await listen.stop()).toBe(0);
  expect(await closed).toBe('1001');
  await vi.waitFor(() => expect(server.closings).toEqual(['1001']));
  const [, last] = listen.lines().filter(({ type }) => type === 'socket');
  expect(last).toMatchObject({ name: 'closed', by: 'listener', code: 1001 });
});

it('tells what passed: the opening, the first texts, traffic, the closing; also in the record', async () => {
  const server = await startSocketApp({ handleProtocols: () => 'audio.v2' });
  const listen = await listenBefore(server);
  const { socket, closed } = await dialSocket(`${listen.publicUrl}/bot?token=s3cr3t-of-mine`, {
    protocols: ['audio.v2'],
    headers: { 'user-agent': 'Vonage' },
  });
  for (const text of ['{"event":"websocket:connected","content-type":"audio/l16;rate=8000"}', 'second']) {
    socket.send(text);
    await heardBy(socket);
  }
  for (let sent = 0; sent < 5; sent += 1) socket.send(Buffer.alloc(320));
  await heardBy(socket);
  socket.close(1000);
  await closed;
  await listen.line(({ name }) => name === 'closed');
  await listen.stop();
  const common = {
    v: 1,
    type: 'socket',
    at: expect.any(String),
    socket: 1,
    address: '/bot?token=***',
    agent: 'Vonage',
  };
  const text = '{"event":"websocket:connected","content-type":"audio/l16;rate=8000"}';
  const passed = { frames: 5, texts: 2, bytes: 5 * 320 + text.length + 6, gaps: 0, longestGap: 0 };
  const told = listen.lines().filter(({ type }) => type === 'socket');
  expect(told).toEqual([
    { ...common, name: 'opened', protocol: 'audio.v2' },
    { ...common, name: 'text', from: 'client', text, bytes: text.length },
    { ...common, name: 'text', from: 'server', text, bytes: text.length },
    {
      ...common,
      name: 'closed',
      by: 'client',
      code: 1000,
      reason: '',
      milliseconds: expect.any(Number),
      client: passed,
      server: passed,
      isUnreadable: false,
    },
  ]);
  const record = readFileSync(String(listen.ready['records']), 'utf8');
  for (const line of told) expect(record).toContain(JSON.stringify(line));
});

it('holds a sender back whose reader does not read', async () => {
  const server = await startSocketApp();
  const listen = await listenBefore(server);
  const { socket } = await dialSocket(`${listen.publicUrl}/bot/deaf`);
  const megabyte = Buffer.alloc(1024 * 1024);
  for (let sent = 0; sent < 100; sent += 1) socket.send(megabyte);
  // Until nothing moves any more: what is between here and the server is full.
  for (let before = -1; before !== socket.bufferedAmount; ) {
    before = socket.bufferedAmount;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  expect(socket.bufferedAmount).toBeGreaterThan(80 * megabyte.length);
  socket.close();
  server.hear();
  await vi.waitFor(() => expect(server.closings).toEqual(['1005']), 10_000);
  expect(server.bytes()).toBe(100 * megabyte.length);
});

it('serves a request that offers another protocol as if it had not', async () => {
  const server = await startSocketApp();
  const listen = await startListening(['--emulator', '--forward', server.url], emptyPlace());
  const { port } = new URL(listen.publicUrl);
  // As Java's HTTP client sends each POST.
  const asking = request({
    port,
    host: '127.0.0.1',
    path: '/webhooks/voice/event',
    method: 'POST',
    agent: false,
    headers: {
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
      'content-type': 'application/json',
    },
  });
  asking.write('{"uuid":"aaaaaaaa-1111-4222-8333-444444444444",');
  await new Promise((resolve) => setTimeout(resolve, 50));
  asking.end('"status":"ringing"}');
  const status = await new Promise((resolve) =>
    asking.once('response', (reply) => resolve(reply.statusCode)),
  );
  expect(status).toBe(204);
  expect(server.requests).toEqual([
    'POST /webhooks/voice/event {"uuid":"aaaaaaaa-1111-4222-8333-444444444444","status":"ringing"}',
  ]);
});

it('lets the server judge a handshake without a key', async () => {
  const listen = await listenBefore(await startSocketApp());
  const socket = connect(Number(new URL(listen.publicUrl).port), '127.0.0.1');
  socket.write('GET /bot HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  const text = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
  expect(text.split('\r\n')[0]).toBe('HTTP/1.1 400 Bad Request');
});

it('hangs up on the server when the caller leaves before it has answered', async () => {
  const server = await startSocketApp();
  const listen = await listenBefore(server);
  const socket = connect(Number(new URL(listen.publicUrl).port), '127.0.0.1');
  socket.write('GET /bot/silent HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  await vi.waitFor(() => expect(server.handshakes.length).toBe(1));
  socket.resetAndDestroy();
  const words = 'the caller left before your server had answered';
  expect(await listen.line(({ kind }) => kind === 'websocket')).toMatchObject({ problems: [words] });
  await vi.waitFor(() => expect(server.open()).toBe(0));
});
