import type { FastifyInstance } from 'fastify';
import type { DoorKeys } from './authorize.ts';

const METHODS = 'GET, POST, PUT, PATCH, DELETE';
/** Seconds for which a browser need not ask again. */
const ASK_AGAIN_AFTER = 600;

/**
 * Lets web pages ask the REST API: the Client SDK does so by `fetch` (client-sdk.md §2). Who may do what is decided by the token, as for everybody; without
 * a check of tokens (`--no-auth`) only pages of this machine may ask, and the control addresses no page at all.
 */
export const letPagesIn = (
  server: FastifyInstance,
  controlPath: string,
  { checksAuth }: Pick<DoorKeys, 'checksAuth'>,
): void => {
  server.addHook('onRequest', async (request, reply) => {
    const { origin, 'access-control-request-private-network': asksForLoopback } = request.headers;
    if (origin === undefined || request.url.startsWith(`${controlPath}/`)) return;
    if (!checksAuth && !isOnLoopback(origin)) return;
    reply.header('access-control-allow-origin', origin).header('vary', 'origin');
    if (request.method !== 'OPTIONS') return;
    if (asksForLoopback !== undefined) reply.header('access-control-allow-private-network', 'true');
    await reply
      .code(204)
      .header('access-control-allow-methods', METHODS)
      .header(
        'access-control-allow-headers',
        request.headers['access-control-request-headers'] ?? 'authorization, content-type',
      )
      .header('access-control-max-age', ASK_AGAIN_AFTER)
      .send();
  });
};

const isOnLoopback = (origin: string): boolean =>
  URL.canParse(origin) && /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/.test(new URL(origin).hostname);
