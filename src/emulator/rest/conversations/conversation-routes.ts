import type { Conversation } from '../../conversation.ts';
import {
  addNamed,
  findNamed,
  forgetConversation,
  releaseConversation,
  renameConversation,
} from '../../conversations.ts';
import { carrierOf } from '../../errand.ts';
import type { RestRequest } from '../../input.ts';
import { nextUuid } from '../../random.ts';
import { emitRtc } from '../../rtc-events.ts';
import { isoTime, type Turn } from '../../turn.ts';
import { cursorPage } from '../cursor-page.ts';
import { notEmulated } from '../not-emulated.ts';
import type { InvalidParameter, RestReply } from '../problem.ts';
import type { Answer, Params, Routes } from '../route.ts';
import { CONVERSATIONS_PATH, conversationBody, conversationHead } from './conversation-body.ts';
import { pageReply } from './page-reply.ts';
import { NOT_EMULATED_FIELDS, readConversation } from './read-conversation.ts';
import { refuse } from './refuse.ts';

/** The application's conversation of that id. */
export const conversationFor = (
  turn: Turn,
  { application }: RestRequest,
  { id = '' }: Params,
): Conversation | undefined => {
  const conversation = turn.platform.conversations.get(id);
  return conversation?.application === application ? conversation : undefined;
};

export const noConversation = (turn: Turn): RestReply => refuse(turn, 'conversation:error:not-found');

const list: Answer = (turn, request) => {
  const faults = dateFaults(request.query);
  if (faults.length > 0) return refuse(turn, 'http:error:validation-fail', faults);
  const { date_start, date_end } = request.query;
  const from = date_start === undefined ? Number.NEGATIVE_INFINITY : Date.parse(date_start);
  const to = date_end === undefined ? Number.POSITIVE_INFINITY : Date.parse(date_end);
  const all = [...turn.platform.conversations.values()].filter(
    ({ application, createdAt }) =>
      application === request.application && createdAt >= from && createdAt <= to,
  );
  return pageReply(turn, cursorPage(all, request), (items) => ({
    conversations: items.map((one) => conversationHead(one, request.origin)),
  }));
};

const dateFaults = (query: RestRequest['query']): readonly InvalidParameter[] =>
  ['date_start', 'date_end']
    .filter((name) => query[name] !== undefined && Number.isNaN(Date.parse(query[name])))
    .map((name) => ({ name, reason: `"${name}" must be a valid ISO 8601 date` }));

const create: Answer = (turn, request) => {
  const body = bodyOf(turn, request);
  if (!body.ok) return body.refusal;
  const application = request.application ?? '';
  const name = body.name ?? `NAM-${nextUuid(turn.platform.random)}`;
  if (findNamed(turn, application, name)) return refuse(turn, 'conversation:error:duplicate-name');
  const conversation = addNamed(turn, application, name, turn.platform.random);
  conversation.profile = body.profile;
  conversation.callback = body.callback;
  // Nobody is in it, so its time runs.
  releaseConversation(turn, conversation);
  return { status: 201, body: conversationBody(conversation, request.origin) };
};

const read: Answer = (turn, request, params) => {
  const conversation = conversationFor(turn, request, params);
  return conversation
    ? { status: 200, body: conversationBody(conversation, request.origin) }
    : noConversation(turn);
};

/** PUT: a name that is left out stays (U). */
export const replaceConversation: Answer = (turn, request, params) => {
  const conversation = conversationFor(turn, request, params);
  if (conversation === undefined) return noConversation(turn);
  const body = bodyOf(turn, request);
  if (!body.ok) return body.refusal;
  const { name = conversation.name } = body;
  const other = findNamed(turn, conversation.application, name);
  if (other && other !== conversation) return refuse(turn, 'conversation:error:duplicate-name');
  renameConversation(turn.platform, conversation, name);
  conversation.profile = body.profile;
  conversation.callback = body.callback;
  conversation.updatedAt = turn.at;
  tellUpdated(turn, conversation);
  return { status: 200, body: conversationBody(conversation, request.origin) };
};

const remove: Answer = (turn, request, params) => {
  const conversation = conversationFor(turn, request, params);
  if (conversation === undefined) return noConversation(turn);
  if (conversation.participants.size > 0) {
    return notEmulated(`${request.method} of a conversation that calls are in`);
  }
  forgetConversation(turn.platform, conversation);
  return { status: 204, body: undefined };
};

/** The conversations of the application whose token asks (rtc-events.md §7). */
export const CONVERSATION_ROUTES: Routes = {
  [CONVERSATIONS_PATH]: { GET: list, POST: create },
  [`${CONVERSATIONS_PATH}/:id`]: { GET: read, PUT: replaceConversation, DELETE: remove },
};

/** The one event of a conversation's own that is in the list of 2026 (rtc-events.md §4). */
const tellUpdated = (turn: Turn, conversation: Conversation): void => {
  const { id, name, createdAt, updatedAt = turn.at, profile } = conversation;
  const { display_name: display, image_url: image } = profile;
  emitRtc(turn, carrierOf(turn, conversation), {
    type: 'conversation:updated',
    leg: undefined,
    conversation,
    body: {
      id,
      name,
      state: 'ACTIVE',
      timestamp: { created: isoTime(createdAt), updated: isoTime(updatedAt) },
      ...(typeof display === 'string' && { display_name: display }),
      ...(typeof image === 'string' && { image_url: image }),
    },
  });
};

type Body =
  | Extract<ReturnType<typeof readConversation>, { ok: true }>
  | { readonly ok: false; readonly refusal: RestReply };

const bodyOf = (turn: Turn, { body = {}, method, path }: RestRequest): Body => {
  if (body === 'not-json') return { ok: false, refusal: refuse(turn, 'http:error:validation-fail') };
  const missing = NOT_EMULATED_FIELDS.find((name) => body[name] !== undefined);
  if (missing !== undefined) return { ok: false, refusal: notEmulated(`"${missing}" in ${method} ${path}`) };
  const reading = readConversation(body);
  return reading.ok
    ? reading
    : { ok: false, refusal: refuse(turn, 'http:error:validation-fail', reading.invalid) };
};
