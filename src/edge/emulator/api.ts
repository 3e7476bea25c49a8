import { PassThrough } from 'node:stream';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Fault, faultText, parseFault } from '../../emulator/fault.ts';
import { FILES_PATH } from '../../emulator/files.ts';
import { badUsage, codeOf, Failure } from '../../failure.ts';
import { isVonageHost } from '../../vonage/hosts.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../vonage/json.ts';
import { readCallScript } from './call-script.ts';
import type { HostDesk } from './desk.ts';
import { SDK_FILES_PATH, sendFile } from './files.ts';
import { letPagesIn } from './let-pages-in.ts';
import { queryOf } from './query-of.ts';
import { createBrakes } from './rest-brakes.ts';
import { serveCallees } from './serve-callees.ts';
import { serveRest } from './serve-rest.ts';
import { serveUsers } from './serve-users.ts';
import { serveSockets } from './socket/serve-sockets.ts';

/** Where an emulator tells about itself and is told what to do; attaching asks the same paths. */
export const CONTROL_PATH = '/emulator/v1';

/** First word of `about`, by which a program knows that it found an emulator. */
export const EMULATOR_MARK = 'vonage-flow-emulator';

/** Applications are a few kilobytes; more is no request for this API. */
const LONGEST_BODY_BYTES = 1024 * 1024;
/** A reader of notices that is so many bytes behind is let go, or it would fill the memory. */
const FURTHEST_BEHIND_BYTES = 64 * 1024 * 1024;

export interface Api {
  readonly address: string;
  close(): Promise<void>;
}

/** Where an API listens: on `port`, a free one by default; before that on `rather`, when it can be had. */
export interface ApiPorts {
  readonly port?: number | undefined;
  readonly rather?: number | undefined;
}

/** Opens the REST API and the control addresses on 127.0.0.1. @throws Failure when the port cannot be had */
export const openApi = async (desk: HostDesk, { port = 0, rather = port }: ApiPorts): Promise<Api> => {
  const server = fastify({ bodyLimit: LONGEST_BODY_BYTES, forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  // A page in a browser must not reach this by a name of its own (DNS rebinding).
  server.addHook('onRequest', async (request, reply) => {
    // Vonage's own names are no page's: a client that was redirected keeps them.
    if (!isKnownName(request.headers.host)) {
      await reply
        .code(403)
        .send({ title: 'Forbidden', detail: 'The emulator answers to 127.0.0.1 and localhost only.' });
    }
  });
  letPagesIn(server, CONTROL_PATH, desk);
  server.get(`${CONTROL_PATH}/about`, async () => ({ emulator: EMULATOR_MARK, version: 1, ...desk.about }));
  server.post(`${CONTROL_PATH}/calls`, (request, reply) => placeCall(desk, request, reply));
  server.get(`${CONTROL_PATH}/faults`, async () => ({ faults: desk.faults.map(faultText) }));
  server.put(`${CONTROL_PATH}/faults`, (request, reply) => changeFaults(desk, request, reply));
  server.get(`${CONTROL_PATH}/notices`, (request, reply) => streamNotices(desk, request, reply));
  serveSockets(server, CONTROL_PATH, desk.sockets);
  for (const path of [FILES_PATH, SDK_FILES_PATH])
    server.get<{ Params: { id: string } }>(`${path}/:id`, (request, reply) => sendFile(desk, request, reply));
  server.route({
    method: ['GET', 'PUT'],
    url: `${CONTROL_PATH}/callees`,
    handler: (request, reply) => serveCallees(desk, request, reply),
  });
  server.route({
    method: ['GET', 'PUT'],
    url: `${CONTROL_PATH}/users`,
    handler: (request, reply) => serveUsers(desk, request, reply),
  });
  const stop = createBrakes({ limits: desk.hasRateLimits, seed: desk.seed, faults: () => desk.faults });
  server.all('/*', (request, reply) => serveRest(desk, stop, request, reply));
  desk.clients.attach(server.server);
  try {
    const listenOn = (one: number): Promise<string> => server.listen({ host: '127.0.0.1', port: one });
    const address = await listenOn(rather).catch((error: unknown) => {
      if (rather === port) throw error;
      return listenOn(port);
    });
    return { address, close: () => server.close() };
  } catch (error) {
    throw portFailure(error, port);
  }
};

const portFailure = (error: unknown, port: number): unknown =>
  codeOf(error) === 'EADDRINUSE'
    ? new Failure({
        what: `Port ${port} is taken, so the emulator cannot start there`,
        why: 'Another program listens on it.',
        tryThis: ['take another: --port <n>', 'or stop the other program'],
        cause: error,
      })
    : error;

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** True for names by which this machine, or Vonage in front of it, is asked. */
export const isKnownName = (host = ''): boolean => {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return LOOPBACK_NAMES.has(name) || isVonageHost(name);
};

/** Replies when the call is over, or at once with `?wait=false`. */
const placeCall = async (desk: HostDesk, request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
  try {
    const body = parseJson(String(request.body ?? ''));
    if (body === undefined)
      throw badUsage({ what: 'The call is not JSON', tryThis: 'send {"from", "to", "press"} as JSON' });
    const script = readCallScript(body);
    let placed: JsonObject | undefined;
    const outcome = desk.placeCall(script, (call, conversation) => {
      placed = { call, leg: call, conversation };
    });
    if (!isNoWait(request)) return await outcome;
    if (placed === undefined) await outcome;
    return await reply.code(201).send(placed);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return reply.code(400).send({ what: error.what, why: error.why, tryThis: error.tryThis });
  }
};

/** Replaces what goes wrong on purpose: `{"faults": ["answer:timeout"]}`; an empty list ends it. */
const changeFaults = async (
  desk: HostDesk,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> => {
  const body = parseJson(String(request.body ?? ''));
  const texts = isJsonObject(body) ? body['faults'] : undefined;
  if (!Array.isArray(texts))
    return reply.code(400).send({
      what: 'These are no faults',
      tryThis: ['send {"faults": ["answer:timeout"]}, or an empty list to end them'],
    });
  const faults = texts.map((text) => parseFault(String(text)));
  const wrong = faults.find((fault) => 'problem' in fault);
  if (wrong && 'problem' in wrong)
    return reply.code(400).send({ what: wrong.problem, tryThis: ['see docs/emulator.md'] });
  // Those with a problem were sent back.
  desk.faults = faults as readonly Fault[];
  return { faults: desk.faults.map(faultText) };
};

const isNoWait = (request: FastifyRequest): boolean => queryOf(request)['wait'] === 'false';

/** NDJSON: a line that says that the reader is attached, then every notice from there on. */
const streamNotices = async (
  desk: HostDesk,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const lines = new PassThrough({ highWaterMark: FURTHEST_BEHIND_BYTES });
  const unsubscribe = desk.subscribe((notice) => {
    if (lines.writableLength > FURTHEST_BEHIND_BYTES) lines.destroy();
    else lines.write(`${JSON.stringify(notice)}\n`);
  });
  lines.on('close', unsubscribe);
  request.raw.on('close', unsubscribe);
  lines.write(`${JSON.stringify({ type: 'attached' })}\n`);
  return reply.header('content-type', 'application/x-ndjson').send(lines);
};
