import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';

export interface InFront {
  /** Milliseconds by which the platform's clock is ahead of this machine's. */
  readonly clockAhead?: number;
  /** The numbers of the account, as the API lists them. */
  readonly numbers?: readonly JsonObject[];
  /** Addresses below this are never answered. */
  readonly hangsAt?: string;
}

/** A server in front of an emulator that has what that has not: another clock, forwarded numbers, no answer at all. */
export const platformInFront = async (api: string, options: InFront): Promise<string> => {
  const { clockAhead = 0, numbers, hangsAt } = options;
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    if (hangsAt !== undefined && url.startsWith(hangsAt)) return;
    const date = new Date(Date.now() + clockAhead).toUTCString();
    if (numbers && url.startsWith('/account/numbers')) {
      response.writeHead(200, { date, 'content-type': 'application/json' });
      response.end(JSON.stringify({ count: numbers.length, numbers }));
      return;
    }
    const reply = await fetch(`${api}${url}`, {
      method,
      headers: { authorization: headers.authorization ?? '' },
    });
    const type = reply.headers.get('content-type') ?? 'text/plain';
    response.writeHead(reply.status, { date, 'content-type': type });
    response.end(Buffer.from(await reply.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  // A listening TCP server has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
