import { channelOf, invitedChannelOf } from './channel.ts';
import type { Leaving } from './guests.ts';
import { type Call, type Leg, type Member, rootLeg } from './platform.ts';
import { emitRtc } from './rtc-events.ts';
import { isoTime, note, type Turn } from './turn.ts';

/** What a member hears and says who has changed nothing (rtc-events.md §4.2). */
export const MEDIA = {
  audio_settings: { enabled: true, earmuffed: false, muted: false },
  audio: true,
} as const;

/** Every field that some reader demands (rtc-events.md §4.2). */
export const userOf = (member: Member) => ({
  id: member.user.id,
  user_id: member.user.id,
  member_id: member.id,
  name: member.user.name,
  display_name: member.user.name,
  properties: { custom_data: {} },
});

/** Who is at the other end, in people's words: a number or a user's name. */
export const whoIs = (leg: Leg): string => (leg.direction === 'inbound' ? leg.from : leg.to);

export const invite = (turn: Turn, call: Call, leg: Leg): void => {
  const { member } = leg;
  const { conversation } = call;
  member.state = 'invited';
  emitRtc(turn, call, {
    type: 'member:invited',
    leg,
    body: {
      cname: conversation.name,
      conversation: { conversation_id: conversation.id, name: conversation.name },
      invited_by: null,
      member_id: member.id,
      user: { ...userOf(member), media: MEDIA },
      channel: invitedChannelOf(call, leg),
      media: MEDIA,
      timestamp: { invited: isoTime(turn.at) },
      initiator: { invited: { isSystem: true } },
    },
  });
};

/** Lets a leg's member join, or join again, as an inbound leg does when it is answered (rtc-events.md §5, DOC18). */
export const join = (turn: Turn, call: Call, leg: Leg): void => {
  const { member } = leg;
  const first = member.state !== 'joined';
  member.state = 'joined';
  member.joinedAt ??= turn.at;
  const { joinedAt } = member;
  const channel = channelOf(call, leg);
  emitRtc(turn, call, {
    type: 'member:joined',
    leg,
    body: () => ({
      member_id: member.id,
      user: userOf(member),
      channel,
      timestamp: { invited: isoTime(member.invitedAt), joined: isoTime(joinedAt) },
      initiator: { joined: { isSystem: true } },
    }),
  });
  if (first) noteMember(turn, 'member-joined', call, leg);
};

export const openMedia = (turn: Turn, call: Call, leg: Leg): void => {
  const muted = leg === rootLeg(call) && call.conversation.participants.get(call)?.muted === true;
  emitRtc(turn, call, {
    type: 'member:media',
    leg,
    body: {
      audio: true,
      media: muted ? { ...MEDIA, audio_settings: { ...MEDIA.audio_settings, muted } } : MEDIA,
      channel: channelOf(call, leg),
    },
  });
};

/** Takes a leg's member out; one that was only invited counts as leaving too. Nobody leaves twice. */
export const leave = (turn: Turn, call: Call, leg: Leg, reason?: Leaving): void => {
  const { member } = leg;
  if (member.state === 'none' || member.state === 'left') return;
  const joined = member.state === 'joined';
  const { joinedAt } = member;
  const { at } = turn;
  const channel = channelOf(call, leg);
  emitRtc(turn, call, {
    type: 'member:left',
    leg,
    body: () => ({
      member_id: member.id,
      user: userOf(member),
      channel,
      timestamp: {
        invited: isoTime(member.invitedAt),
        ...(joinedAt !== undefined && { joined: isoTime(joinedAt) }),
        left: isoTime(at),
      },
      ...(reason && { reason: { ...reason } }),
      initiator: { left: { isSystem: true } },
    }),
  });
  member.state = 'left';
  if (joined) noteMember(turn, 'member-left', call, leg);
};

const noteMember = (turn: Turn, name: 'member-joined' | 'member-left', call: Call, leg: Leg): void =>
  note(turn, {
    name,
    conversation: call.conversation.id,
    leg: leg.uuid,
    who: whoIs(leg),
    channel: leg.channel,
  });
