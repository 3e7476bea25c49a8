import type { Conversation } from '../../conversation.ts';
import type { RestRequest } from '../../input.ts';
import type { Turn } from '../../turn.ts';
import { askerOf } from '../asker.ts';
import { type Membership, membersOf } from './member-body.ts';

/** The member that the asking user is in a conversation: of several the newest, and one that has left only if there is no other. */
export const ownMember = (
  turn: Turn,
  request: RestRequest,
  conversation: Conversation,
): Membership | undefined => {
  const user = askerOf(turn, request);
  const own = membersOf(conversation).filter(({ member }) => member.user.id === user?.id);
  return own.findLast(({ member }) => member.state !== 'left') ?? own.at(-1);
};
