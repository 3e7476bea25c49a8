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

/** How long a key is held, in milliseconds, as a WebSocket is told it (ncco.md §4.3's sample). */
const KEY_MS = 260;

/** The sound of a key. */
export const keyCue = (digit: string): SocketCue => ({ is: 'key', digit, milliseconds: KEY_MS });

/** How long something sounds that loops until somebody stops it: longer than any call. */
const FOR_EVER_MS = 7_200_000;

/** What is played to this leg is heard there; `undefined` milliseconds: until it is stopped. */
export const letLegHearPlaying = (turn: Turn, leg: Leg, milliseconds: number | undefined): void =>
  letLegHear(turn, leg, { is: 'speech', milliseconds: milliseconds ?? FOR_EVER_MS });

/** What was played to this leg was stopped before its end. */
export const letLegHearNoMore = (turn: Turn, leg: Leg): void =>
  letLegHear(turn, leg, { is: 'speech', milliseconds: 0 });

/** What is heard on this leg; nothing when no socket is open there. */
export const letLegHear = (turn: Turn, leg: Leg, cue: SocketCue): void => {
  if (leg.socket !== undefined && isOpen(leg)) turn.effects.push({ do: 'cue-socket', leg: leg.uuid, cue });
};

const isOpen = ({ answeredAt, endedAt }: Leg): boolean => answeredAt !== undefined && endedAt === undefined;
