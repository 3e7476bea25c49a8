import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { newPlace, type Place, runCli, startCli } from '../support/cli.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const emptyPlace = (): Place => {
  const place = newPlace();
  open.push(() => place.remove());
  return place;
};

const startServer = async (): Promise<{ url: string; asked: string[] }> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end('[]');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
};

const listening = async (args: readonly string[]) => {
  const cli = startCli(['listen', '--emulator', '--port', '0', '--json', ...args], emptyPlace());
  open.push(() => cli.stop());
  const ready = await cli.line(({ type }) => type === 'ready');
  return { cli, url: String(ready['listening']), ready };
};

it('leaves addresses under /ncco/ to a server of one’s own when there is no config', async () => {
  const server = await startServer();
  const { url, ready } = await listening(['--forward', server.url]);
  const response = await fetch(`${url}/ncco/menu`);
  expect([response.status, ready['nccos']]).toEqual([404, []]);
  expect(JSON.stringify(await response.json())).toContain('/ncco/menu does not pass');
});

it('advises nobody to allow a path that never passes', async () => {
  const server = await startServer();
  const { url } = await listening(['--forward', server.url]);
  const response = await fetch(`${url}/audio%2f..%2fadmin`);
  expect(await response.json()).toMatchObject({
    detail: '/audio%2f..%2fadmin never passes: it can be read as another path',
  });
});

it('tells a plain request for a WebSocket what is missing, and advises nobody to allow its path', async () => {
  const server = await startServer();
  for (const args of [[], ['--forward', server.url]]) {
    const { url } = await listening(args);
    const response = await fetch(`${url}/ws/echo`);
    expect([response.status, await response.json()]).toEqual([
      404,
      expect.objectContaining({
        detail:
          '/ws/echo is a WebSocket, and this request asks for none: its address begins with ws:// or wss://',
      }),
    ]);
  }
});

it('refuses to forward to itself', async () => {
  const { url } = await listening([]);
  const { port } = new URL(url);
  const free = await startServer();
  const own = new URL(free.url).port;
  // The port is free once its server is gone, so the listener gets it.
  await open.pop()?.();
  const ran = await runCli(
    ['listen', '--emulator', '--port', own, '--forward', `http://localhost:${own}`],
    emptyPlace(),
  );
  expect([ran.code, ran.stderr]).toEqual([
    2,
    `✗ --forward http://localhost:${own} is this listener itself\n  → name the address of your own server\n`,
  ]);
  expect(port).not.toBe(own);
});

it('never writes an address of this machine into a real application', async () => {
  const env = {
    VONAGE_API_KEY: 'a1b2c3d4',
    VONAGE_API_SECRET: 'secret',
    VONAGE_APPLICATION_ID: '11111111-2222-4333-8444-555555555555',
  };
  const ran = await runCli(['listen', '--tunnel', 'none', '--port', '0', '--yes'], emptyPlace(), env);
  expect([ran.code, ran.stderr.split('\n')[0]]).toEqual([
    2,
    '✗ Without a tunnel Vonage cannot reach this listener, so the application was left alone',
  ]);
});

it('answers 508 when what it forwarded comes back through somebody else', async () => {
  const { url } = await listening(['--forward', 'http://127.0.0.1:1']);
  const response = await fetch(`${url}/webhooks/voice/event`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-vonage-flow-forwarded': '1' },
    body: '{}',
  });
  expect(response.status).toBe(508);
});

it('survives a body of a hundred thousand levels, and says what it was', async () => {
  const { cli, url } = await listening([]);
  const deep = `{"conversation_uuid":"CON-1","payload":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`;
  const response = await fetch(`${url}/webhooks/voice/event`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: deep,
  });
  expect(response.status).toBe(400);
  expect((await fetch(`${url}/webhooks/voice/event`, { method: 'POST' })).status).toBe(204);
  expect(await cli.line(({ kind }) => kind === 'bad-json')).toMatchObject({
    complaint: 'it is nested deeper than anything that Vonage sends',
  });
});

it('ends although somebody holds half a request', async () => {
  const { cli, url } = await listening([]);
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  open.push(() => socket.destroy());
  socket.on('error', () => {});
  await new Promise<void>((resolve) =>
    socket.write('POST /webhooks/voice/event HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{', () =>
      resolve(),
    ),
  );
  expect(await cli.stop('SIGINT')).toBe(0);
});
