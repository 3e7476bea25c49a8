import { transferWebhook } from '../vonage/webhooks/transfer.ts';
import { channelOf } from './channel.ts';
import type { Conversation, Participant } from './conversation.ts';
import { keepConversation, releaseConversation } from './conversations.ts';
import { keepLeg } from './keep-leg.ts';
import { isLive } from './leg-state.ts';
import { invite, join, leave, openMedia } from './members.ts';
import type { Call, Leg, Member } from './platform.ts';
import { nextUuid } from './random.ts';
import { stopRecording, watchRecording } from './recordings.ts';
import { emitRtc } from './rtc-events.ts';
import { sendVoiceEvent } from './send.ts';
import { isoTime, schedule, type Turn } from './turn.ts';

/**
 * Moves a call with all its legs into another conversation: they leave the one and join the other as new members, and
 * the backend gets a `transfer` for each (voice-webhooks.md §5.5).
 */
export const moveCall = (turn: Turn, call: Call, to: Conversation, participant: Participant): void => {
  const from = call.conversation;
  const legs = call.legs.filter(isLive);
  const states = legs.map(({ member }) => member.state);
  // A transfer is no hang-up, so it has no reason (U).
  for (const leg of legs) leave(turn, call, leg);
  leaveConversation(turn, call);
  call.conversation = to;
  enterConversation(turn, call, participant);
  for (const [index, leg] of legs.entries()) {
    keepLeg(turn, call, leg);
    if (states[index] === 'joined') {
      moveLeg(turn, call, leg, from);
      continue;
    }
    leg.member = newMember(turn, call, leg.member);
    if (states[index] === 'invited') invite(turn, call, leg);
  }
};

const newMember = (turn: Turn, call: Call, { user }: Member): Member => ({
  id: `MEM-${nextUuid(call.random)}`,
  user,
  invitedAt: turn.at,
  joinedAt: undefined,
  state: 'none',
});

const moveLeg = (turn: Turn, call: Call, leg: Leg, from: Conversation): void => {
  const before = leg.member;
  leg.member = newMember(turn, call, before);
  sendVoiceEvent(turn, call, {
    kind: 'transfer',
    leg,
    target: leg.events,
    fields: transferWebhook.encode({
      kind: 'transfer',
      conversation_uuid_from: from.id,
      type: 'transfer',
      uuid: leg.uuid,
      conversation_uuid_to: call.conversation.id,
      timestamp: isoTime(turn.at),
    }),
    purpose: { for: 'information' },
  });
  join(turn, call, leg);
  emitRtc(turn, call, {
    type: 'rtc:transfer',
    leg,
    body: {
      was_member: before.id,
      user_id: before.user.id,
      transferred_from: from.id,
      channel: channelOf(call, leg),
    },
  });
  openMedia(turn, call, leg);
};

/** Counts the call in: it is where its `conversation` says. */
export const enterConversation = (turn: Turn, call: Call, participant: Participant): void => {
  keepConversation(turn.platform, call.conversation);
  call.conversation.participants.set(call, participant);
};

/**
 * Counts the call out. A conversation ends when the one whose own it is leaves it, or a participant with `endOnExit`;
 * the others are told at the same instant, each in a step of its own.
 */
export const leaveConversation = (turn: Turn, call: Call): void => {
  const { conversation } = call;
  const participant = conversation.participants.get(call);
  if (participant === undefined) return;
  conversation.participants.delete(call);
  const isOver =
    conversation.participants.size === 0 || participant.endOnExit || conversation.owner === call.number;
  if (!isOver) {
    const [next] = conversation.participants.keys();
    if (next && conversation.recording) watchRecording(turn, next, conversation.recording);
    return;
  }
  // Nobody enters any more what the others are about to leave.
  if (conversation.owner === call.number) turn.platform.conversations.delete(conversation.id);
  conversation.begun = false;
  conversation.wantsRecording = undefined;
  if (conversation.recording) stopRecording(turn, call, conversation.recording);
  conversation.recording = undefined;
  for (const other of conversation.participants.keys()) {
    schedule(turn, other, 0, { do: 'conversation-over', conversation: conversation.id });
  }
  if (conversation.participants.size === 0) releaseConversation(turn, conversation);
};
