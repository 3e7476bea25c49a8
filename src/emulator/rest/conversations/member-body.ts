import type { JsonObject } from '../../../vonage/json.ts';
import { channelOf } from '../../channel.ts';
import type { Conversation } from '../../conversation.ts';
import type { Call, Leg } from '../../platform.ts';
import { isoTime } from '../../turn.ts';
import { USERS_PATH } from '../users/user-path.ts';
import { CONVERSATIONS_PATH } from './conversation-body.ts';

/** A leg inside a conversation: its member. */
export interface Membership {
  readonly call: Call;
  readonly leg: Leg;
}

/** Who is in a conversation, or was with a call that is not over yet; in order of entry. */
export const membersOf = (conversation: Conversation): readonly Membership[] =>
  [...conversation.participants.keys()].flatMap((call) =>
    call.legs.filter(({ member }) => member.state !== 'none').map((leg) => ({ call, leg })),
  );

/** A member in a list (Conversation API 5.5.1). */
export const memberHead = (conversation: Conversation, { leg }: Membership, origin: string): JsonObject => {
  const { id, state, user } = leg.member;
  return {
    id,
    state: state.toUpperCase(),
    _embedded: {
      user: {
        id: user.id,
        name: user.name,
        display_name: user.name,
        _links: { self: { href: `${origin}${USERS_PATH}/${user.id}` } },
      },
    },
    _links: { href: `${origin}${CONVERSATIONS_PATH}/${conversation.id}/members/${id}` },
  };
};

/** A member alone. */
export const memberBody = (conversation: Conversation, member: Membership, origin: string): JsonObject => {
  const { call, leg } = member;
  const { invitedAt, joinedAt, state } = leg.member;
  return {
    ...memberHead(conversation, member, origin),
    conversation_id: conversation.id,
    timestamp: {
      invited: isoTime(invitedAt),
      ...(joinedAt !== undefined && { joined: isoTime(joinedAt) }),
      ...(state === 'left' && leg.endedAt !== undefined && { left: isoTime(leg.endedAt) }),
    },
    initiator: { joined: { is_system: true } },
    channel: { ...channelOf(call, leg) },
    media: {
      audio_settings: { enabled: true, earmuffed: leg.earmuffed, muted: leg.muted },
      audio: true,
    },
  };
};
