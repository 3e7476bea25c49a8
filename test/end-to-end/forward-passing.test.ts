import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { signedHeader } from '../support/requests.ts';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

// Nothing passes that should not: what a stranger may try on the public address, and what came of it.

const SECRET = 'a signature secret of 32 bytes or more';

type Signature = 'none' | 'good' | 'of another secret' | 'of another body' | 'old';

interface Try {
  readonly method: string;
  readonly path: string;
  readonly signature?: Signature;
  readonly upgrade?: boolean;
  readonly body?: string;
  /** Sent as they are. */
  readonly headers?: readonly string[];
}

const PATHS: readonly string[] = [
  '/answer',
  '/answer/',
  '/Answer',
  '/answer/../admin',
  '/answer%2f..%2fadmin',
  '//answer',
  '/event',
  '/admin',
  '/',
  '/.env',
  '/.git/config',
  '/dtmf',
  '/audio/hold.mp3',
  '/audio/../admin',
  '/audio/..%2fadmin',
  '/audio/%2e%2e/admin',
  '/audio/..;/admin',
  '/audio/..\\admin',
  '/audio//admin',
  '/audio/%00',
  '/ncco/other',
  '/ncco/../answer',
  '/ws/unknown',
  '/.vonage-flow/exchanges',
  'http://127.0.0.1:6379/',
  '/named',
];

const TRIES: readonly Try[] = [
  ...PATHS.map((path) => ({ method: 'GET', path })),
  ...(['good', 'of another secret', 'of another body', 'old'] as const).flatMap((signature) =>
    ['/event', '/admin'].map((path) => ({ method: 'POST', path, signature, body: '{"status":"started"}' })),
  ),
  ...['/audio/../admin', '/admin%2f..'].map((path) => ({ method: 'GET', path, signature: 'good' as const })),
  ...['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'].map((method) => ({
    method,
    path: '/admin',
  })),
  ...['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'].map((method) => ({ method, path: '/answer' })),
  { method: 'CONNECT', path: '127.0.0.1:6379' },
  ...['/audio/bot', '/admin', '/ws/unknown', '/audio/../admin', '/'].map((path) => ({
    method: 'GET',
    path,
    upgrade: true,
  })),
  { method: 'GET', path: '/admin', headers: ['x-forwarded-host: localhost', 'x-original-url: /answer'] },
  { method: 'GET', path: '/answer', headers: ['x-vonage-flow-forwarded: 1'] },
];

const request = ({ method, path, signature = 'none', upgrade, body = '', headers = [] }: Try): string => {
  const hashed = signature === 'of another body' ? 'something else' : body;
  const claims = {
    iss: 'Vonage',
    iat: Math.floor(Date.now() / 1000) - (signature === 'old' ? 3600 : 0),
    jti: randomUUID(),
    payload_hash: createHash('sha256').update(hashed).digest('hex'),
  };
  const secret = signature === 'of another secret' ? `${SECRET}!` : SECRET;
  return [
    `${method} ${path} HTTP/1.1`,
    'host: green-fox.example',
    ...(signature === 'none' ? [] : [`authorization: ${signedHeader(secret, claims)}`]),
    ...(upgrade
      ? [
          'connection: Upgrade',
          'upgrade: websocket',
          'sec-websocket-version: 13',
          `sec-websocket-key: ${Buffer.alloc(16).toString('base64')}`,
        ]
      : ['connection: close']),
    ...(body === '' ? [] : ['content-type: application/json', `content-length: ${body.length}`]),
    ...headers,
    '',
    body,
  ].join('\r\n');
};

/** The status of a reply; `nothing` when the connection was closed without one. */
const statusOf = (port: number, text: string): Promise<string> =>
  new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${text}${text.endsWith('\r\n') ? '\r\n' : ''}`),
    );
    socket.setTimeout(5000, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (received.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('close', () => resolve(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1] ?? 'nothing'));
  });

it('nothing passes that should not', async () => {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const host = incoming.headers.host;
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify([{ action: 'stream', streamUrl: [`http://${host}/named`] }]));
  });
  server.on('upgrade', (incoming, socket) => {
    asked.push(`WebSocket ${incoming.url}`);
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const place = emptyPlace();
  writeFileSync(
    join(place.folder, 'vonage-flow.config.yaml'),
    `forward:\n  voice.answer: ${url}/answer\n  voice.event: ${url}/event\nforwardPaths: [/audio/*]\n`,
  );
  const listen = await startListening(
    ['--no-configure', '--tunnel', 'none', '--signature-secret', SECRET],
    place,
  );
  const port = Number(new URL(String(listen.ready['listening'])).port);
  const lines: string[] = [];
  for (const one of TRIES) {
    const before = asked.length;
    const status = await statusOf(port, request(one));
    const what = `${one.upgrade ? 'WebSocket' : one.method} ${one.path}`;
    const how = [...(one.signature ? [`signature ${one.signature}`] : []), ...(one.headers ?? [])].join(', ');
    const came = asked.length === before ? '-' : asked.slice(before).join(', ');
    lines.push(`${what.padEnd(34)} ${how.padEnd(52)} ${status.padEnd(8)} ${came}`.trimEnd());
  }
  const head = `${'asked for'.padEnd(34)} ${'with'.padEnd(52)} ${'status'.padEnd(8)} reached the server as`;
  await expect(`${[head, ...lines].join('\n')}\n`).toMatchFileSnapshot('../cases/forward/passing.txt');
});
