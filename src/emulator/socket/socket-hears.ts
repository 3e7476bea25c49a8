import type { Call, Leg } from '../platform.ts';
import type { Turn } from '../turn.ts';
import type { SocketCue } from './socket-effect.ts';

/** A WebSocket hears the mix of all others in the conversation (websockets guide, S), whichever call they belong to. */
export const letSocketsHear = (turn: Turn, call: Call, by: Leg, cue: SocketCue): void => {
  for (const { legs } of call.conversation.participants.keys()) {
    for (const leg of legs) {
      // Who is muted is not heard, and who is earmuffed hears nobody; keys are no sound.
      if (cue.is === 'speech' && (by.muted || leg.earmuffed)) continue;
      if (leg !== by) letLegHear(turn, leg, cue);
    }
  }
};

/** What is heard on this leg; nothing when no socket is open there. */
export const letLegHear = (turn: Turn, leg: Leg, cue: SocketCue): void => {
  if (leg.socket !== undefined && isOpen(leg)) turn.effects.push({ do: 'cue-socket', leg: leg.uuid, cue });
};

const isOpen = ({ answeredAt, endedAt }: Leg): boolean => answeredAt !== undefined && endedAt === undefined;
