import { enterAs, participantOf } from '../conference.ts';
import { plainParticipant } from '../conversation.ts';
import { moveCall } from '../move.ts';
import { waitForPeople } from '../patience.ts';
import { rootLeg } from '../platform.ts';
import { interruptPlayback } from '../playback.ts';
import { cancel, complain } from '../turn.ts';
import { reportError } from '../voice-events.ts';
import type { Perform } from './perform.ts';

/**
 * Moves all legs of the present conversation into another one and ends the list: the target's NCCO rules (ncco.md
 * §11). A conversation that does not exist, or is another application's, ends the call after an error event (U).
 */
export const transfer: Perform<'transfer'> = {
  needsMedia: true,
  summary: ({ conversationId }) => conversationId,
  begin: ({ turn, call, leg, performance, serial }, action) => {
    if (leg !== rootLeg(call)) {
      complain(call, 'this emulator runs "transfer" on the caller\'s leg only');
      return 'done';
    }
    performance.next = performance.ncco.length;
    interruptPlayback(turn, call, leg);
    const target = turn.platform.conversations.get(action.conversationId);
    if (target === undefined || target.application !== call.application) {
      complain(call, `transfer to ${action.conversationId}: the application has no such conversation`);
      reportError(turn, call, 'Conversation not found.');
      return 'done';
    }
    // Guests that were transferred here before come along.
    const guests = [...call.conversation.participants.keys()].filter((other) => other !== call);
    if (target !== call.conversation) {
      for (const guest of guests) moveCall(turn, guest, target, plainParticipant());
      enterAs(turn, call, target, participantOf(action));
    }
    performance.running = {
      serial,
      is: 'transfer',
      patience: waitForPeople(turn, call, leg, 'in a conversation'),
    };
    return 'waiting';
  },
  on: {
    conversationOver: ({ turn, call, performance }) => {
      if (performance.running?.is === 'transfer') cancel(turn, call, performance.running.patience);
      return 'done';
    },
  },
};
