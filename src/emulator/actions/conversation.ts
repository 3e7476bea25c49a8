import { enterAs, legsIn, participantOf, takePart } from '../conference.ts';
import { plainParticipant } from '../conversation.ts';
import { namedConversation } from '../conversations.ts';
import { moveCall } from '../move.ts';
import { waitForPeople } from '../patience.ts';
import { rootLeg } from '../platform.ts';
import { interruptPlayback } from '../playback.ts';
import { cancel, complain } from '../turn.ts';
import type { Perform } from './perform.ts';

/** More do not fit (ncco.md §3: 200; the text of 2021 said 50). */
const MOST_LEGS = 200;

/**
 * Takes the call into a named conversation. It waits until that ends, or the caller hangs up; what the call does then
 * is not documented: here the next action runs, and the call is in its own conversation again (U).
 */
export const conversation: Perform<'conversation'> = {
  needsMedia: true,
  summary: ({ name }) => name,
  begin: ({ turn, call, leg, performance, serial }, action) => {
    if (leg !== rootLeg(call)) {
      complain(call, 'this emulator runs "conversation" on the caller\'s leg only');
      return 'done';
    }
    const place = namedConversation(turn, call, action.name);
    if (legsIn(place) >= MOST_LEGS) {
      complain(call, `the conversation "${action.name}" is full: ${MOST_LEGS} legs are in it`);
      return 'done';
    }
    // What still plays had `bargeIn`: entering is like a key (U).
    interruptPlayback(turn, call, leg);
    enterAs(turn, call, place, participantOf(action));
    takePart(turn, call, action);
    performance.running = {
      serial,
      is: 'conversation',
      patience: waitForPeople(turn, call, leg, 'in a conversation'),
    };
    return 'waiting';
  },
  on: {
    conversationOver: ({ turn, call, performance }) => {
      if (performance.running?.is === 'conversation') cancel(turn, call, performance.running.patience);
      if (performance.next < performance.ncco.length) moveCall(turn, call, call.home, plainParticipant());
      return 'done';
    },
  },
};
