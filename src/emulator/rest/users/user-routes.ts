import type { JsonObject } from '../../../vonage/json.ts';
import type { RestRequest } from '../../input.ts';
import { nextUuid } from '../../random.ts';
import { isoTime, type Turn } from '../../turn.ts';
import { type AppUser, addUser, userNamed, usersOf, userWithId } from '../../users.ts';
import { pageReply } from '../conversations/page-reply.ts';
import { refuse } from '../conversations/refuse.ts';
import { cursorPage } from '../cursor-page.ts';
import type { RestReply } from '../problem.ts';
import type { Answer, Routes } from '../route.ts';
import { readUser as readUserBody } from './read-user.ts';
import { listUserConversations } from './user-conversations.ts';
import { USERS_PATH } from './user-path.ts';

const list: Answer = (turn, request) => {
  const users = usersOf(turn.platform, request.application ?? '');
  const { name } = request.query;
  const found = name === undefined ? users : users.filter((user) => user.name === name);
  return pageReply(turn, cursorPage(found, request), (items) => ({
    users: items.map((user) => ({ ...headOf(user), _links: linksOf(user, request) })),
  }));
};

const create: Answer = (turn, request) => {
  const body = bodyOf(turn, request);
  if (!body.ok) return body.refusal;
  const { platform } = turn;
  const application = request.application ?? '';
  const name = body.name ?? `NAM-${nextUuid(platform.random)}`;
  const refusal = nameRefusal(turn, application, name);
  if (refusal) return refusal;
  const user = addUser(platform, { application, name, createdAt: turn.at, profile: body.profile });
  return { status: 201, body: userBody(user, request) };
};

export const readUser: Answer = (turn, request, { id = '' }) => {
  const user = userWithId(turn.platform, request.application ?? '', id);
  return user ? { status: 200, body: userBody(user, request) } : refuse(turn, 'user:error:not-found');
};

/** Replaces the fields that are given, each as a whole. */
const update: Answer = (turn, request, { id = '' }) => {
  const user = userWithId(turn.platform, request.application ?? '', id);
  if (user === undefined) return refuse(turn, 'user:error:not-found');
  const body = bodyOf(turn, request);
  if (!body.ok) return body.refusal;
  const name = body.name ?? user.name;
  const refusal = name === user.name ? undefined : nameRefusal(turn, user.application, name);
  if (refusal) return refusal;
  const changed = { ...user, name, updatedAt: turn.at, profile: { ...user.profile, ...body.profile } };
  turn.platform.users.set(id, changed);
  return { status: 200, body: userBody(changed, request) };
};

const remove: Answer = (turn, request, { id = '' }) => {
  const user = userWithId(turn.platform, request.application ?? '', id);
  if (user === undefined) return refuse(turn, 'user:error:not-found');
  turn.platform.users.delete(user.id);
  return { status: 204, body: undefined };
};

/** Users of the application whose token asks (rtc-events.md §7). */
export const USER_ROUTES: Routes = {
  [USERS_PATH]: { GET: list, POST: create },
  [`${USERS_PATH}/:id/conversations`]: { GET: listUserConversations },
  [`${USERS_PATH}/:id`]: { GET: readUser, PATCH: update, DELETE: remove },
};

type Body =
  | Extract<ReturnType<typeof readUserBody>, { ok: true }>
  | { readonly ok: false; readonly refusal: RestReply };

const bodyOf = (turn: Turn, { body = {} }: RestRequest): Body => {
  if (body === 'not-json') return { ok: false, refusal: refuse(turn, 'http:error:validation-fail') };
  const reading = readUserBody(body);
  return reading.ok
    ? reading
    : { ok: false, refusal: refuse(turn, 'http:error:validation-fail', reading.invalid) };
};

const nameRefusal = (turn: Turn, application: string, name: string): RestReply | undefined => {
  if (name === 'me' || name.startsWith('USR-')) return refuse(turn, 'user:error:invalid-user-name');
  return userNamed(turn.platform, application, name) && refuse(turn, 'user:error:duplicate-name');
};

const headOf = (user: AppUser): JsonObject => ({
  id: user.id,
  name: user.name,
  display_name: user.profile['display_name'] ?? null,
});

const linksOf = ({ id }: AppUser, { origin }: RestRequest): JsonObject => ({
  self: { href: `${origin}${USERS_PATH}/${id}` },
});

const userBody = (user: AppUser, request: RestRequest): JsonObject => {
  const { image_url, properties = {}, channels = {} } = user.profile;
  return {
    ...headOf(user),
    ...(image_url !== undefined && { image_url }),
    properties: { custom_data: {}, ...(properties as JsonObject) },
    channels,
    ...(user.createdAt !== undefined && {
      timestamp: {
        created: isoTime(user.createdAt),
        ...(user.updatedAt !== undefined && { updated: isoTime(user.updatedAt) }),
      },
    }),
    _links: linksOf(user, request),
  };
};
