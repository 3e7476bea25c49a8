import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openAuthority } from '../../../src/edge/redirect/authority.ts';
import { openConnectProxy } from '../../../src/edge/redirect/connect-proxy.ts';
import { dialAs } from '../../../src/edge/redirect/dial.ts';
import { newPlace } from '../../support/cli.ts';
import { startBackend } from '../../support/emulator-backend.ts';
import { startTlsServer } from '../../support/tls-server.ts';

const clock = { now: () => Date.now(), monotonic: () => performance.now(), sleep: async () => {} };

/** A proxy in front of a server that stands for the emulator. */
const openProxy = async (env: Readonly<Record<string, string>> = {}) => {
  const place = newPlace();
  const emulator = await startBackend(({ path }) => ({ body: `emulator ${path}` }));
  const authority = await openAuthority(place.folder, clock);
  const proxy = await openConnectProxy({ emulator: emulator.url, authority, dial: dialAs(env) });
  onTestFinished(async () => {
    await proxy.close();
    await emulator.close();
    place.remove();
  });
  return { emulator, address: proxy.address, certificate: authority.certificate, close: proxy.close };
};

const textOf = async (message: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of message) text += String(chunk);
  return text;
};

/** Asks the proxy for a tunnel. */
const tunnel = (proxy: string, target: string): Promise<{ status: number | undefined; socket: Socket }> =>
  new Promise((resolve, reject) => {
    request(proxy, { method: 'CONNECT', path: target, agent: false })
      .once('connect', ({ statusCode }, socket) =>
        resolve({ status: statusCode, socket: (socket as Socket).on('error', () => {}) }),
      )
      .once('error', reject)
      .end();
  });

/** One request on a connection that is there. */
const ask = (socket: Socket, path: string, host: string): Promise<string> =>
  new Promise((resolve, reject) => {
    request({ createConnection: () => socket, path, headers: { host, connection: 'close' } }, (answer) =>
      resolve(textOf(answer)),
    )
      .once('error', reject)
      .end();
  });

const encrypt = (socket: Socket, servername: string, ca: string): TLSSocket =>
  connectTls({ socket, servername, ca });

/** Asks the proxy for a whole address, as clients do that open no tunnel. */
const askWhole = (proxy: string, url: string, body?: string) =>
  new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    request(proxy, { method: body === undefined ? 'GET' : 'POST', path: url, agent: false }, async (answer) =>
      resolve({ status: answer.statusCode, text: await textOf(answer) }),
    )
      .once('error', reject)
      .end(body);
  });

describe('the proxy', () => {
  it.each(['api.nexmo.com', 'rest.nexmo.com', 'api-eu-3.vonage.com'])(
    'plays %s with the emulator',
    async (host) => {
      const { emulator, address, certificate } = await openProxy();
      const { status, socket } = await tunnel(address, `${host}:443`);
      expect(status).toBe(200);
      expect(await ask(encrypt(socket, host, certificate), '/v1/calls', host)).toBe('emulator /v1/calls');
      expect(emulator.heard[0]?.headers.host).toBe(host);
    },
  );

  it('leads every other host through, unread', async () => {
    const { emulator, address } = await openProxy();
    const other = await startTlsServer();
    const { socket } = await tunnel(address, `127.0.0.1:${other.port}`);
    const encrypted = encrypt(socket, 'localhost', other.certificate);
    expect(await ask(encrypted, '/', 'localhost')).toBe('somebody else');
    expect(encrypted.destroyed || encrypted.authorized).toBe(true);
    expect(emulator.heard).toEqual([]);
  });

  it.each([
    ['http://api.nexmo.com/v1/calls?a=1', 'emulator /v1/calls'],
    // Some clients open no tunnel for https either.
    ['https://api.nexmo.com/v1/calls', 'emulator /v1/calls'],
  ])('takes a request for a whole address: %s', async (url, text) => {
    const { emulator, address } = await openProxy();
    expect(await askWhole(address, url, 'the body')).toEqual({ status: 200, text });
    expect(emulator.heard[0]).toMatchObject({ method: 'POST', body: 'the body' });
    expect(emulator.heard[0]?.headers.host).toBe('api.nexmo.com');
  });

  it('takes a request for an address of another host', async () => {
    const { address } = await openProxy();
    const other = await startBackend(() => ({ status: 418, body: 'somebody else' }));
    onTestFinished(() => other.close());
    expect(await askWhole(address, `${other.url}/x`)).toEqual({ status: 418, text: 'somebody else' });
    expect(other.heard[0]?.path).toBe('/x');
  });

  it('says what it is to who asks it for itself', async () => {
    const { address } = await openProxy();
    expect(await askWhole(address, '/')).toEqual({
      status: 400,
      text: 'This is the proxy of vonage-flow emulator exec --redirect: it takes requests for other hosts.\n',
    });
  });

  it.each(['nobody.invalid:443', '127.0.0.1:9'])(
    'answers 502 for a host that is not there: %s',
    async (to) => {
      const { address } = await openProxy();
      expect((await tunnel(address, to)).status).toBe(502);
      expect((await askWhole(address, `http://${to}/`)).status).toBe(502);
    },
  );

  it.each(['nonsense', 'a:b', ':443'])('answers 400 for what is no address: %s', async (target) => {
    const { address } = await openProxy();
    expect((await tunnel(address, target)).status).toBe(400);
  });

  it('closes with tunnels open', async () => {
    const { address, close } = await openProxy();
    const { socket } = await tunnel(address, 'api.nexmo.com:443');
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    await close();
    await gone;
  });

  it('goes through the proxy that the user has, but for Vonage’s hosts and what is excepted', async () => {
    const other = await startTlsServer();
    const heard: string[] = [];
    const upstream = createServer().on('connect', (asked, socket: Socket) => {
      heard.push(`${asked.url} ${asked.headers['proxy-authorization']}`);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void upstream.close());
    const { port } = upstream.address() as AddressInfo;
    const env = { HTTPS_PROXY: `http://me:p%40ss@127.0.0.1:${port}`, NO_PROXY: '127.0.0.1' };
    const { address, certificate } = await openProxy(env);
    expect((await tunnel(address, 'example.com:443')).status).toBe(502);
    expect(heard).toEqual([`example.com:443 Basic ${btoa('me:p@ss')}`]);
    expect((await tunnel(address, `127.0.0.1:${other.port}`)).status).toBe(200);
    const { socket } = await tunnel(address, 'api.nexmo.com:443');
    expect(await ask(encrypt(socket, 'api.nexmo.com', certificate), '/', 'api.nexmo.com')).toBe('emulator /');
    expect(heard).toHaveLength(1);
  });
});
