import type { JsonObject } from '../../../vonage/json.ts';
import { channelOf } from '../../channel.ts';
import type { Conversation } from '../../conversation.ts';
import type { Guest } from '../../guests.ts';
import type { Call, Leg, Member } from '../../platform.ts';
import { isoTime } from '../../turn.ts';
import { USERS_PATH } from '../users/user-path.ts';
import { CONVERSATIONS_PATH } from './conversation-body.ts';

/** Somebody in a conversation: on a leg, or as a guest without one. */
export type Membership = { readonly member: Member } & (
  | { readonly is: 'leg'; readonly call: Call; readonly leg: Leg }
  | { readonly is: 'guest'; readonly guest: Guest }
);

/** Who is in a conversation, or was with a call that is not over yet; in order of entry, guests last. */
export const membersOf = (conversation: Conversation): readonly Membership[] => [
  ...[...conversation.participants.keys()].flatMap((call) =>
    call.legs
      .filter(({ member }) => member.state !== 'none')
      .map((leg) => ({ is: 'leg', member: leg.member, call, leg }) as const),
  ),
  ...conversation.guests.map((guest) => ({ is: 'guest', member: guest.member, guest }) as const),
];

/** A member in a list (Conversation API 5.5.1). */
export const memberHead = (
  conversation: Conversation,
  { member: { id, state, user } }: Membership,
  origin: string,
): JsonObject => ({
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
});

/** A member alone. */
export const memberBody = (conversation: Conversation, one: Membership, origin: string): JsonObject => {
  const { invitedAt, joinedAt, state } = one.member;
  const leftAt = one.is === 'leg' ? one.leg.endedAt : one.guest.leftAt;
  return {
    ...memberHead(conversation, one, origin),
    conversation_id: conversation.id,
    timestamp: {
      invited: isoTime(invitedAt),
      ...(joinedAt !== undefined && { joined: isoTime(joinedAt) }),
      ...(state === 'left' && leftAt !== undefined && { left: isoTime(leftAt) }),
    },
    initiator: { joined: { is_system: true } },
    channel: { ...(one.is === 'leg' ? channelOf(one.call, one.leg) : one.guest.channel) },
    // Without a leg there is nothing to hear.
    media: {
      audio_settings: {
        enabled: one.is === 'leg',
        earmuffed: one.is === 'leg' && one.leg.earmuffed,
        muted: one.is === 'leg' && one.leg.muted,
      },
      audio: one.is === 'leg',
    },
  };
};
