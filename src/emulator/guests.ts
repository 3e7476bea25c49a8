import type { ChannelBody } from '../vonage/webhooks/rtc-bodies.ts';
import type { Conversation } from './conversation.ts';
import { carrierOf } from './errand.ts';
import { MEDIA, userOf } from './members.ts';
import type { Member, User } from './platform.ts';
import { nextUuid } from './random.ts';
import { emitRtc } from './rtc-events.ts';
import { isoTime, type Turn } from './turn.ts';

/** A user in a conversation without a leg: who reads and writes there, and is not on the phone (rtc-events.md §1). */
export interface Guest {
  readonly member: Member;
  readonly channel: ChannelBody;
  /** The member who invited. */
  readonly invitedBy: string | null;
  leftAt: number | undefined;
}

/** Why somebody left. */
export interface Leaving {
  readonly code?: string;
  readonly text?: string;
}

/** Puts a user into a conversation who is neither invited nor joined yet; nothing is told. */
export const addGuest = (
  turn: Turn,
  conversation: Conversation,
  user: User,
  { channel, invitedBy }: Pick<Guest, 'channel' | 'invitedBy'>,
): Guest => {
  const member: Member = {
    id: `MEM-${nextUuid(turn.platform.random)}`,
    user: { id: user.id, name: user.name },
    invitedAt: turn.at,
    joinedAt: undefined,
    state: 'none',
  };
  const guest: Guest = { member, channel, invitedBy, leftAt: undefined };
  conversation.guests.push(guest);
  return guest;
};

/** Invites a guest, and tells so (rtc-events.md §4). */
export const inviteGuest = (turn: Turn, conversation: Conversation, guest: Guest): void => {
  const { member, channel, invitedBy } = guest;
  member.state = 'invited';
  emitRtc(turn, carrierOf(turn, conversation), {
    type: 'member:invited',
    leg: undefined,
    member,
    conversation,
    body: {
      cname: conversation.name,
      conversation: { conversation_id: conversation.id, name: conversation.name },
      invited_by: invitedBy,
      member_id: member.id,
      user: { ...userOf(member), media: MEDIA },
      channel,
      media: MEDIA,
      timestamp: { invited: isoTime(turn.at) },
      initiator: { invited: { isSystem: true } },
    },
  });
};

/** Lets a guest join, and tells so (rtc-events.md §4). */
export const joinGuest = (turn: Turn, conversation: Conversation, { member, channel }: Guest): void => {
  member.state = 'joined';
  member.joinedAt = turn.at;
  emitRtc(turn, carrierOf(turn, conversation), {
    type: 'member:joined',
    leg: undefined,
    member,
    conversation,
    body: {
      member_id: member.id,
      user: userOf(member),
      channel,
      timestamp: { invited: isoTime(member.invitedAt), joined: isoTime(turn.at) },
      initiator: { joined: { isSystem: true } },
    },
  });
};

/** Lets a guest leave, and tells so, with the reason that was given. */
export const letGuestLeave = (
  turn: Turn,
  conversation: Conversation,
  guest: Guest,
  reason: Leaving | undefined,
): void => {
  const { member, channel } = guest;
  emitRtc(turn, carrierOf(turn, conversation), {
    type: 'member:left',
    leg: undefined,
    member,
    conversation,
    body: {
      member_id: member.id,
      user: userOf(member),
      channel,
      timestamp: {
        invited: isoTime(member.invitedAt),
        ...(member.joinedAt !== undefined && { joined: isoTime(member.joinedAt) }),
        left: isoTime(turn.at),
      },
      ...(reason && { reason: { ...reason } }),
      initiator: { left: { isSystem: true } },
    },
  });
  member.state = 'left';
  guest.leftAt = turn.at;
};
