import type { FastifyReply, FastifyRequest } from 'fastify';
import { familyOf } from '../../emulator/rest/api-family.ts';
import { APPLICATIONS_PATH } from '../../emulator/rest/applications.ts';
import { clientPathOf } from '../../emulator/rest/client/client-path.ts';
import type { RestReply } from '../../emulator/rest/problem.ts';
import { isVonageHost } from '../../vonage/hosts.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../vonage/json.ts';
import { authorize } from './authorize.ts';
import { answerOffer } from './client/media/answer-offer.ts';
import type { HostDesk } from './desk.ts';
import { makeKeyPair } from './identity.ts';
import { queryOf } from './query-of.ts';
import type { createBrakes } from './rest-brakes.ts';

/** Says in our words why a request was refused; the body is the platform's, which hardly ever does. */
export const WHY_HEADER = 'x-vonage-flow-why';

type Stop = ReturnType<typeof createBrakes>;

/** Answers a request to one of Vonage's APIs: who asks, may they now, and what the platform says. */
export const serveRest = async (
  desk: HostDesk,
  stop: Stop,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const trace = desk.newTraceId();
  const said = await replyTo(desk, stop, request, trace);
  return sendReply(reply, trace, said);
};

/** Sends what the platform says, with the trace id of the request. */
export const sendReply = (
  reply: FastifyReply,
  trace: string,
  { status, body, why }: RestReply,
): FastifyReply => {
  // Seen in reports of failures (voice-api.md §1, I).
  reply.code(status).header('x-nexmo-trace-id', trace);
  if (why !== undefined) reply.header(WHY_HEADER, headerText(why));
  return body === undefined ? reply.send() : reply.send(body);
};

const replyTo = async (
  desk: HostDesk,
  stop: Stop,
  request: FastifyRequest,
  trace: string,
): Promise<RestReply> => {
  const path = request.url.split('?')[0]!;
  const { method } = request;
  const family = familyOf(path);
  const who = family && authorize(family, request.headers.authorization, desk, { path, instance: trace });
  const application = who?.ok ? who.application : undefined;
  const refusal =
    who?.ok === false ? who.refusal : family && stop({ family, method, application, at: desk.monotonic() });
  const user = who?.ok ? who.user : undefined;
  const creates = method === 'POST' && path.replace(/\/$/, '') === APPLICATIONS_PATH;
  const asked = clientPathOf(path);
  const body = bodyOf(request);
  const media = refusal || asked === undefined ? undefined : answerOffer(desk.media, method, asked, body);
  const said = desk.askRest({
    method,
    path,
    origin: originOf(request.headers.host ?? '127.0.0.1'),
    ...(application !== undefined && { application }),
    ...(user !== undefined && { user }),
    ...(refusal && { refusal }),
    query: queryOf(request),
    body,
    contentType: request.headers['content-type'],
    ...(media?.sdp !== undefined && { sdp: media.sdp }),
    ...(creates && refusal === undefined && { freshKeys: await makeKeyPair() }),
  });
  media?.settle(said);
  if (asked !== undefined && said.status < 400) await tellClientsFirst(desk, method, asked, user, request);
  return said;
};

/** Of some requests the Client SDK has to hear on its socket before it has their reply (client-sdk.md §4). */
const tellClientsFirst = async (
  { clients }: HostDesk,
  method: string,
  path: string,
  user: string | undefined,
  request: FastifyRequest,
): Promise<void> => {
  // Else it takes its own hanging up for the other side's.
  if (method === 'DELETE') await clients.heard(user);
  const session = method === 'PUT' ? /^\/sessions\/([^/]+)$/.exec(path)?.[1] : undefined;
  if (session !== undefined) clients.renew(session, request.headers.authorization);
};

/** What the asker calls this place: a client that was redirected asks Vonage's own hosts, which are https. */
const originOf = (host: string): string => `${isVonageHost(host) ? 'https' : 'http'}://${host}`;

const bodyOf = (request: FastifyRequest): JsonObject | 'not-json' | undefined => {
  if (typeof request.body !== 'string' || request.body === '') return undefined;
  // Numbers are linked by a form (applications-api.md §6).
  if (/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? ''))
    return Object.fromEntries(new URLSearchParams(request.body));
  const body = parseJson(request.body);
  return isJsonObject(body) ? body : 'not-json';
};

/** A header holds printable ASCII on one line; ids and URLs are that, and what a user sent may be anything. */
const headerText = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 1000);
