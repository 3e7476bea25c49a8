import type { ConversationAction } from '../vonage/ncco.ts';
import { channelOf } from './channel.ts';
import type { Conversation, Participant } from './conversation.ts';
import { moveCall } from './move.ts';
import { type Call, rootLeg } from './platform.ts';
import { nextUuid } from './random.ts';
import { startRecording } from './recordings.ts';
import { emitRtc } from './rtc-events.ts';
import { eventTarget } from './send.ts';
import type { Turn } from './turn.ts';

/** What an NCCO says about how a call takes part. `mute` wins over `canSpeak`, which is not supported with it (U). */
export const participantOf = (
  action: Pick<ConversationAction, 'mute' | 'canSpeak' | 'canHear' | 'endOnExit'>,
): Participant => ({
  endOnExit: action.endOnExit ?? false,
  muted: action.mute ?? false,
  canSpeak: action.canSpeak,
  canHear: action.canHear,
  hold: undefined,
});

/** Moves the call into another conversation and mutes it there when it comes muted. */
export const enterAs = (turn: Turn, call: Call, to: Conversation, participant: Participant): void => {
  moveCall(turn, call, to, participant);
  if (!participant.muted) return;
  const leg = rootLeg(call);
  emitRtc(turn, call, { type: 'audio:mute:on', leg, to: leg.member.id, body: { rtc_id: leg.uuid } });
};

/**
 * What a newcomer does to a conversation: one with `startOnEnter` lets it begin, another waits, with music; one who
 * wants it recorded has it recorded from the beginning, or from now on (ncco.md §3).
 */
export const takePart = (turn: Turn, call: Call, action: ConversationAction): void => {
  const { conversation } = call;
  if (action.record === true && conversation.recording === undefined) {
    conversation.wantsRecording ??= {
      format: 'mp3',
      split: false,
      channels: 1,
      beepStart: false,
      detectsSpeech: false,
      events: eventTarget(action),
      transcription: action.transcription,
    };
  }
  if (!conversation.begun && (action.startOnEnter ?? true)) {
    conversation.begun = true;
    for (const [waiting, participant] of conversation.participants) stopMusic(turn, waiting, participant);
  }
  if (!conversation.begun) playMusic(turn, call, action.musicOnHoldUrl);
  else if (conversation.wantsRecording) {
    conversation.recording = startRecording(turn, call, conversation.wantsRecording);
    conversation.wantsRecording = undefined;
  }
};

const playMusic = (turn: Turn, call: Call, urls: readonly string[] | undefined): void => {
  const participant = call.conversation.participants.get(call);
  if (participant === undefined || urls === undefined) return;
  participant.hold = nextUuid(call.random);
  emitRtc(turn, call, {
    type: 'audio:play',
    leg: rootLeg(call),
    byMember: false,
    body: { stream_url: urls, level: 0, loop: 0, queue: false, play_id: participant.hold },
  });
};

const stopMusic = (turn: Turn, call: Call, participant: Participant): void => {
  if (participant.hold === undefined) return;
  const play_id = participant.hold;
  participant.hold = undefined;
  const leg = rootLeg(call);
  emitRtc(turn, call, { type: 'audio:play:stop', leg, byMember: false, body: { play_id } });
  emitRtc(turn, call, { type: 'audio:play:done', leg, body: { play_id, channel: channelOf(call, leg) } });
};

/** How many legs are in a conversation. */
export const legsIn = (conversation: Conversation): number =>
  [...conversation.participants.keys()].reduce(
    (sum, { legs }) => sum + legs.filter(({ endedAt }) => endedAt === undefined).length,
    0,
  );
