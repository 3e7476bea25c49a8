import { userWithId } from '../../users.ts';
import { conversationBody } from '../conversations/conversation-body.ts';
import { membersOf } from '../conversations/member-body.ts';
import { pageReply } from '../conversations/page-reply.ts';
import { refuse } from '../conversations/refuse.ts';
import { cursorPage } from '../cursor-page.ts';
import type { Answer } from '../route.ts';

/** `GET /v1/users/{id}/conversations`: those that the user is in, each with the user's member (rtc-events.md §7). */
export const listUserConversations: Answer = (turn, request, { id = '' }) => {
  const user = userWithId(turn.platform, request.application ?? '', id);
  if (user === undefined) return refuse(turn, 'user:error:not-found');
  const { state } = request.query;
  const found = [...turn.platform.conversations.values()].flatMap((conversation) => {
    const member = membersOf(conversation).find(({ member }) => member.user.id === id)?.member;
    const isWanted = state === undefined || state.toLowerCase() === member?.state;
    return member && isWanted ? [{ conversation, member }] : [];
  });
  return pageReply(turn, cursorPage(found, request), (items) => ({
    conversations: items.map(({ conversation, member }) => ({
      ...conversationBody(conversation, request.origin),
      _embedded: { id: member.id, state: member.state.toUpperCase() },
    })),
  }));
};
