import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLoopbackUrl } from '../is-loopback.ts';
import type { DoorKeys } from './authorize.ts';

const METHODS = 'GET, POST, PUT, PATCH, DELETE';
/** Seconds for which a browser need not ask again. */
const ASK_AGAIN_AFTER = 600;
/** What a page may read beside the body: why it was refused, and the trace id. */
const READABLE = 'x-vonage-flow-why, x-nexmo-trace-id';

/**
 * Lets web pages ask the REST API: the Client SDK does so by `fetch` (client-sdk.md §2). Who may do what is decided by the
 * token, as for everybody; without a check of tokens (`--no-auth`) only pages of this machine may ask. The control addresses tell
 * keys and change things, so no page at all gets there, whatever it asks without a preflight.
 */
export const letPagesIn = (
  server: FastifyInstance,
  controlPath: string,
  { checksAuth }: Pick<DoorKeys, 'checksAuth'>,
): void => {
  server.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined) return;
    if (isBelow(controlPath, request)) {
      await reply
        .code(403)
        .send({ title: 'Forbidden', detail: 'The control addresses are for no page in a browser.' });
      return;
    }
    if (!checksAuth && !isLoopbackUrl(origin)) {
      // Not to read the reply would not do: what a form or a plain POST begins needs no leave of ours.
      await reply.code(403).send({
        title: 'Forbidden',
        detail: 'Without a check of tokens only pages of this machine may ask.',
      });
      return;
    }
    reply
      .header('access-control-allow-origin', origin)
      .header('access-control-expose-headers', READABLE)
      .header('vary', 'origin');
    if (request.method === 'OPTIONS') await answerPreflight(request, reply);
  });
};

const answerPreflight = async ({ headers }: FastifyRequest, reply: FastifyReply): Promise<void> => {
  // A page from elsewhere asks for this machine.
  if (headers['access-control-request-private-network'] !== undefined)
    reply.header('access-control-allow-private-network', 'true');
  await reply
    .code(204)
    .header('access-control-allow-methods', METHODS)
    .header(
      'access-control-allow-headers',
      headers['access-control-request-headers'] ?? 'authorization, content-type',
    )
    .header('access-control-max-age', ASK_AGAIN_AFTER)
    .send();
};

/** By what is asked and by who answers: the router reads `%65` as an `e`, and has no OPTIONS there. */
const isBelow = (path: string, { url, routeOptions }: FastifyRequest): boolean =>
  routeOptions.url?.startsWith(path) === true || decoded(url).startsWith(path);

const decoded = (url: string): string => {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
};
