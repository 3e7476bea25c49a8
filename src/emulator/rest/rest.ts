import type { RestRequest } from '../input.ts';
import { nextUuid } from '../random.ts';
import type { Turn } from '../turn.ts';
import { type ApiFamily, familyOf } from './api-family.ts';
import { APPLICATION_ROUTES } from './applications.ts';
import { CALL_ROUTES } from './calls/call-routes.ts';
import { proxyRefusal } from './calls/voice-refusal.ts';
import { conversationProblem } from './conversations/conversation-problem.ts';
import { CONVERSATION_ROUTES } from './conversations/conversation-routes.ts';
import { EVENT_ROUTES } from './conversations/event-routes.ts';
import { MEMBER_ROUTES } from './conversations/member-routes.ts';
import { notEmulated } from './not-emulated.ts';
import { answerNumbers, NUMBERS_PATH } from './numbers.ts';
import { problem, type RestReply } from './problem.ts';
import { matchRoute, type Routes } from './route.ts';
import { USER_ROUTES } from './users/user-routes.ts';

/** Answers a REST request. What the emulator does not have is 501 and says where the list is. */
export const answerRest = (turn: Turn, request: RestRequest): void => {
  turn.effects.push({ do: 'answer-rest', ticket: request.ticket, ...replyTo(turn, request) });
};

const ROUTES: Routes = {
  ...APPLICATION_ROUTES,
  [NUMBERS_PATH]: { GET: answerNumbers },
  ...CALL_ROUTES,
  ...USER_ROUTES,
  ...CONVERSATION_ROUTES,
  ...MEMBER_ROUTES,
  ...EVENT_ROUTES,
};

const replyTo = (turn: Turn, request: RestRequest): RestReply => {
  const match = matchRoute(ROUTES, request.method, request.path);
  if (match.is === 'answer') return match.answer(turn, request, match.params);
  const family = match.is === 'wrong-method' ? familyOf(request.path) : undefined;
  return family === undefined
    ? notEmulated(`${request.method} ${request.path}`)
    : wrongMethod(turn, request, family);
};

const wrongMethod = (turn: Turn, { method, path }: RestRequest, family: ApiFamily): RestReply => {
  const why = `${path} does not take ${method}`;
  if (family === 'account') return { ...problem(turn, 'wrong-verb'), why };
  if (family === 'voice') return proxyRefusal(405, why);
  return { ...conversationProblem('http:error:method-not-allowed', nextUuid(turn.platform.random)), why };
};
