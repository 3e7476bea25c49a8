import { isJsonObject } from '../../vonage/json.ts';
import { isCallAction } from '../../vonage/voice-api/call-actions.ts';
import type { RestRequest } from '../input.ts';
import { nextUuid } from '../random.ts';
import { note, type Turn } from '../turn.ts';
import { type ApiFamily, familyOf } from './api-family.ts';
import { APPLICATION_ROUTES } from './applications.ts';
import { CALL_ROUTES } from './calls/call-routes.ts';
import { proxyRefusal } from './calls/voice-refusal.ts';
import { clientPathOf } from './client/client-path.ts';
import { CLIENT_ROUTES } from './client/client-routes.ts';
import { conversationProblem } from './conversations/conversation-problem.ts';
import { CONVERSATION_ROUTES } from './conversations/conversation-routes.ts';
import { EVENT_ROUTES } from './conversations/event-routes.ts';
import { MEMBER_ROUTES } from './conversations/member-routes.ts';
import { PLAY_ROUTES } from './conversations/play-routes.ts';
import { notEmulated } from './not-emulated.ts';
import { answerNumbers, NUMBER_UPDATE_PATH, NUMBERS_PATH, updateNumber } from './numbers.ts';
import { problem, type RestReply } from './problem.ts';
import { type Match, matchRoute, type Routes } from './route.ts';
import { USER_ROUTES } from './users/user-routes.ts';

/** Answers a REST request. What the emulator does not have is 501 and says where the list is. */
export const answerRest = (turn: Turn, request: RestRequest): void => {
  const before = turn.effects.length;
  const reply = request.refusal ?? replyTo(turn, request);
  const after = turn.effects.length;
  tellOf(turn, request, reply);
  // What somebody does in an app stands above what comes of it.
  if (request.user !== undefined) turn.effects.splice(before, 0, ...turn.effects.splice(after));
  turn.effects.push({ do: 'answer-rest', ticket: request.ticket, ...reply });
};

/** What only looks is not told of, or a program that polls would drown all else; nor are account matters. */
const tellOf = (turn: Turn, request: RestRequest, { status, body, why }: RestReply): void => {
  const { method, path, user } = request;
  const family = familyOf(path);
  if (family === undefined || family === 'account' || (method === 'GET' && status < 400)) return;
  const { leg, conversation } = placeOf(turn, path, body);
  note(turn, {
    name: 'api-request',
    method,
    path,
    action: actionIn(request),
    status,
    why: status < 400 ? undefined : why,
    leg,
    conversation,
    ...(user !== undefined && clientPathOf(path) !== undefined && { user }),
  });
};

/** The leg that was created or that the path names, and its conversation, or the one that the path names. */
const placeOf = (
  { platform }: Turn,
  path: string,
  body: RestReply['body'],
): { readonly leg: string | undefined; readonly conversation: string | undefined } => {
  const created = body?.['uuid'];
  const [, , , third = '', , fifth = ''] = path.split('/');
  const leg = [created, third, fifth]
    .map((uuid) => (typeof uuid === 'string' ? platform.ledger.legs.get(uuid) : undefined))
    .find((one) => one !== undefined);
  // Some requests are the end of it.
  const named = third.startsWith('CON-') ? third : undefined;
  return { leg: leg?.uuid, conversation: leg?.conversation ?? named };
};

/** What a leg is to do, or the event that a user sends. */
const actionIn = ({ body, path, method }: RestRequest): string | undefined => {
  const { action, type } = isJsonObject(body) ? body : {};
  if (isCallAction(action)) return action;
  const isEvent = method === 'POST' && clientPathOf(path)?.endsWith('/events') === true;
  return isEvent && typeof type === 'string' ? type : undefined;
};

const ROUTES: Routes = {
  ...APPLICATION_ROUTES,
  [NUMBERS_PATH]: { GET: answerNumbers },
  [NUMBER_UPDATE_PATH]: { POST: updateNumber },
  ...CALL_ROUTES,
  ...USER_ROUTES,
  ...CONVERSATION_ROUTES,
  ...MEMBER_ROUTES,
  ...EVENT_ROUTES,
  ...PLAY_ROUTES,
};

const replyTo = (turn: Turn, request: RestRequest): RestReply => {
  const match = matchFor(request);
  if (match.is === 'answer') return match.answer(turn, request, match.params);
  const family = match.is === 'wrong-method' ? familyOf(request.path) : undefined;
  return family === undefined
    ? notEmulated(`${request.method} ${request.path}`)
    : wrongMethod(turn, request, family);
};

const matchFor = ({ method, path }: RestRequest): Match => {
  const asked = clientPathOf(path);
  if (asked === undefined) return matchRoute(ROUTES, method, path);
  const own = matchRoute(CLIENT_ROUTES, method, asked);
  return own.is === 'answer' ? own : matchRoute(ROUTES, method, `/v1${asked}`);
};

const wrongMethod = (turn: Turn, { method, path }: RestRequest, family: ApiFamily): RestReply => {
  const why = `${path} does not take ${method}`;
  if (family === 'account') return { ...problem(turn, 'wrong-verb'), why };
  if (family === 'voice') return proxyRefusal(405, why);
  return { ...conversationProblem('http:error:method-not-allowed', nextUuid(turn.platform.random)), why };
};
