import { request as ask, createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A message on its way through the meddler. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** What a meddler does; without a word it lets everything pass as it is. */
export interface Meddling {
  /** Another body, `swallow` (the platform gets 204 and the listener nothing) or `twice`; undefined lets it pass. */
  readonly request?: (request: Passing) => { readonly body: string } | 'swallow' | 'twice' | undefined;
  /** Another body of the reply; undefined lets it pass. */
  readonly reply?: (body: string, request: Passing) => string | undefined;
}

/** Somebody between the platform and the listener: an HTTP proxy on loopback that changes what passes. */
export const startMeddler = async (
  meddling: Meddling,
): Promise<{ url: string; leadTo(url: string): void }> => {
  let target = '';
  const server = createServer(async (incoming, outgoing) => {
    const passing: Passing = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      body: await textOf(incoming),
    };
    const deed = meddling.request?.(passing);
    if (deed === 'swallow') return void outgoing.writeHead(204).end();
    const body = typeof deed === 'object' ? deed.body : passing.body;
    const send = () => passOn(target, { ...passing, body }, incoming.headers);
    if (deed === 'twice') await send();
    const reply = await send();
    outgoing.writeHead(reply.status, { 'content-type': reply.contentType });
    outgoing.end(meddling.reply?.(reply.body, passing) ?? reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    // A listening TCP server has an address with a port.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (url) => {
      target = url;
    },
  };
};

const passOn = (
  target: string,
  { method, path, body }: Passing,
  headers: IncomingHttpHeaders,
): Promise<{ status: number; contentType: string; body: string }> =>
  new Promise((resolve, reject) => {
    const { 'content-length': _length, 'transfer-encoding': _encoding, ...others } = headers;
    const outgoing = ask(`${target}${path}`, { method, headers: others, agent: false }, async (reply) => {
      resolve({
        status: reply.statusCode ?? 0,
        contentType: reply.headers['content-type'] ?? 'application/json',
        body: await textOf(reply),
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const textOf = async (stream: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};
