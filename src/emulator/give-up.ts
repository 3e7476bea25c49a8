import { hangUpCall } from './hang-up.ts';
import { type Call, rootLeg } from './platform.ts';
import { note, type Turn } from './turn.ts';

/** The one for whom the call is hangs up of their own accord, and it is told why. */
export const giveUp = (turn: Turn, call: Call, why: string): void => {
  const { uuid, direction } = rootLeg(call);
  note(turn, {
    name: 'gave-up',
    call: call.id,
    leg: uuid,
    conversation: call.conversation.id,
    by: direction === 'inbound' ? 'caller' : 'callee',
    why,
  });
  hangUpCall(turn, call, 'user');
};
