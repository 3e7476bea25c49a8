import { hangUpCall } from './hang-up.ts';
import { isLive } from './leg-state.ts';
import { type Call, rootLeg } from './platform.ts';
import { PATIENCE_MS } from './script.ts';
import { note, postpone, type Turn } from './turn.ts';

/** The time of one who waits is up; nobody leaves somebody who is there, and waits on by the same timer. */
export const patienceOver = (turn: Turn, call: Call, why: string, timer: string): void => {
  if (hasCompany(call)) postpone(turn, call, timer, PATIENCE_MS, { do: 'caller-gives-up', why });
  else giveUp(turn, call, why);
};

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

/** True while a real app is on the line: whoever sits there is heard, though the emulator hears nothing. */
export const hasCompany = ({ conversation }: Call): boolean =>
  [...conversation.participants.keys()].some(({ legs }) =>
    legs.some((leg) => leg.app !== undefined && leg.answeredAt !== undefined && isLive(leg)),
  );
