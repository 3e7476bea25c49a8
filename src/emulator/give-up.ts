import { hangUpCall } from './hang-up.ts';
import { isLive } from './leg-state.ts';
import { type Call, rootLeg } from './platform.ts';
import { PATIENCE_MS } from './script.ts';
import { note, schedule, type Turn } from './turn.ts';

/** The one for whom the call is hangs up of their own accord, and it is told why; nobody leaves somebody who is there. */
export const giveUp = (turn: Turn, call: Call, why: string): void => {
  if (hasCompany(call)) {
    schedule(turn, call, PATIENCE_MS, { do: 'caller-gives-up', why });
    return;
  }
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

/** True while a real app is on the line: whoever sits there is heard, though the emulator hears nothing. */
const hasCompany = ({ conversation }: Call): boolean =>
  [...conversation.participants.keys()].some(({ legs }) =>
    legs.some((leg) => leg.app !== undefined && leg.answeredAt !== undefined && isLive(leg)),
  );
