import { isJsonObject, type JsonObject } from '../../../vonage/json.ts';
import type { Conversation } from '../../conversation.ts';
import { findNamed } from '../../conversations.ts';
import { userNamed } from '../../users.ts';
import { askerOf } from '../asker.ts';
import { conversationBody } from '../conversations/conversation-body.ts';
import {
  conversationFor,
  noConversation,
  replaceConversation,
} from '../conversations/conversation-routes.ts';
import { createEvent, listEvents } from '../conversations/event-routes.ts';
import { membersOf } from '../conversations/member-body.ts';
import { ownMember } from '../conversations/own-member.ts';
import { refuse } from '../conversations/refuse.ts';
import type { RestReply } from '../problem.ts';
import type { Answer, Routes } from '../route.ts';
import { listUserConversations } from '../users/user-conversations.ts';
import { readUser } from '../users/user-routes.ts';
import { CLIENT_CALL_ROUTES } from './client-call-routes.ts';
import { CLIENT_LEG_ROUTES } from './client-leg-routes.ts';

const readMe: Answer = (turn, request, params) => {
  const user = askerOf(turn, request);
  return user ? readUser(turn, request, { ...params, id: user.id }) : refuse(turn, 'user:error:not-found');
};

/** By id or by name, as the SDK's `getUser` takes both. */
const readByName: Answer = (turn, request, params) => {
  const { id = '' } = params;
  const named = userNamed(turn.platform, request.application ?? '', id);
  return readUser(turn, request, { ...params, id: named?.id ?? id });
};

/** As at `/v1`, with the member where the SDK looks for it. */
const listConversations: Answer = (turn, request, params) =>
  withEmbedded(listUserConversations(turn, request, params), ({ conversations }) => ({
    conversations: (conversations as readonly JsonObject[]).map(({ _embedded, ...conversation }) => ({
      ...conversation,
      _embedded: { member: _embedded! },
    })),
  }));

/** By id or by name, as the SDK's `getConversation` takes both. */
const read: Answer = (turn, request, params) => {
  const conversation =
    conversationFor(turn, request, params) ?? findNamed(turn, request.application ?? '', params['id'] ?? '');
  if (conversation === undefined) return noConversation(turn);
  const body = conversationBody(conversation, request.origin);
  return { status: 200, body: { ...body, media_state: mediaStateOf(conversation) } };
};

const mediaStateOf = ({ announcements, recording }: Conversation): JsonObject => ({
  mute: false,
  earmuff: false,
  play_stream: announcements.some(({ is }) => is === 'play'),
  tts: announcements.some(({ is }) => is === 'say'),
  recording: recording !== undefined,
  transcribing: false,
});

/**
 * The `filter_group_type` that the SDK asks for: what people send, who comes and goes. Any other type makes the SDK refuse the
 * whole page (2.3.1, run).
 */
const CHAT_EVENTS = /^(message$|custom:|member:(invited|joined|left)$|event:delete$)/;

/** As at `/v1`, under a name. */
const listOwnEvents: Answer = (turn, request, params) =>
  withEmbedded(listEvents(turn, request, params, isAskedFor(request.query)), (events) => ({ events }));

const isAskedFor =
  (query: Readonly<Record<string, string>>) =>
  ({ type }: JsonObject): boolean =>
    query['filter_group_type'] !== 'ChatEvents' || CHAT_EVENTS.test(String(type));

/** An event of a user is by the user's own member, whether the request says so or not; nobody writes for anybody else. */
const sendEvent: Answer = (turn, request, params) => {
  const { body } = request;
  if (!isJsonObject(body)) return createEvent(turn, request, params);
  const conversation = conversationFor(turn, request, params);
  if (body['from'] !== undefined) {
    const sender = conversation && membersOf(conversation).find(({ member }) => member.id === body['from']);
    return sender && request.user !== undefined && sender.member.user.id !== askerOf(turn, request)?.id
      ? refuse(turn, 'system:error:permission')
      : createEvent(turn, request, params);
  }
  const own = conversation && ownMember(turn, request, conversation);
  return createEvent(turn, own ? { ...request, body: { ...body, from: own.member.id } } : request, params);
};

const withEmbedded = (reply: RestReply, change: (embedded: JsonObject) => JsonObject): RestReply => {
  const embedded = reply.body?.['_embedded'];
  return embedded === undefined
    ? reply
    : { ...reply, body: { ...reply.body, _embedded: change(embedded as JsonObject) } };
};

/**
 * What `@vonage/client-sdk` 2.3.1 asks at `/v0.3` and `/v0.2` that `/v1` does not have, or has in another form
 * (client-sdk.md §4); everything else is answered as at `/v1`.
 */
export const CLIENT_ROUTES: Routes = {
  '/users/me': { GET: readMe },
  '/users/:id': { GET: readByName },
  '/users/:id/conversations': { GET: listConversations },
  '/conversations/:id': { GET: read, PATCH: replaceConversation },
  '/conversations/:id/events': { GET: listOwnEvents, POST: sendEvent },
  ...CLIENT_LEG_ROUTES,
  ...CLIENT_CALL_ROUTES,
};
