import { cursorPage } from '../cursor-page.ts';
import { missing } from '../not-emulated.ts';
import type { Answer, Routes } from '../route.ts';
import { CONVERSATIONS_PATH } from './conversation-body.ts';
import { conversationFor, noConversation } from './conversation-routes.ts';
import { type Membership, memberBody, memberHead, membersOf } from './member-body.ts';
import { pageReply } from './page-reply.ts';
import { refuse } from './refuse.ts';

const list: Answer = (turn, request, params) => {
  const conversation = conversationFor(turn, request, params);
  if (conversation === undefined) return noConversation(turn);
  return pageReply(turn, cursorPage(membersOf(conversation), request), (items) => ({
    members: items.map((member) => memberHead(conversation, member, request.origin)),
  }));
};

/** One member: the first that fits. */
const one =
  (
    fits: (member: Membership, asker: { readonly id: string; readonly user: string | undefined }) => boolean,
  ): Answer =>
  (turn, request, params) => {
    const conversation = conversationFor(turn, request, params);
    if (conversation === undefined) return noConversation(turn);
    const asker = { id: params['member'] ?? '', user: request.user };
    const member = membersOf(conversation).find((candidate) => fits(candidate, asker));
    return member
      ? { status: 200, body: memberBody(conversation, member, request.origin) }
      : refuse(turn, 'conversation:error:member-not-found');
  };

const MEMBERS = `${CONVERSATIONS_PATH}/:id/members`;

/** Members are legs; nobody is invited or taken out by REST yet. */
export const MEMBER_ROUTES: Routes = {
  [MEMBERS]: { GET: list, POST: missing },
  // The user in the token's `sub`.
  [`${MEMBERS}/me`]: { GET: one(({ leg }, { user }) => leg.member.user.name === user) },
  [`${MEMBERS}/:member`]: { GET: one(({ leg }, { id }) => leg.member.id === id), PATCH: missing },
};
