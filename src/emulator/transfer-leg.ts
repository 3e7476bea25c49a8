import type { Ncco } from '../vonage/ncco.ts';
import { answerFields } from './answer-fields.ts';
import { plainParticipant } from './conversation.ts';
import { newHome } from './conversations.ts';
import { isLive } from './leg-state.ts';
import { moveCall } from './move.ts';
import { LONGEST_CALL_MS } from './new-call.ts';
import { performNcco } from './perform.ts';
import { type Call, type EventTarget, type Leg, rootLeg } from './platform.ts';
import type { PendingRequest } from './request.ts';
import { askAnswer } from './send.ts';
import { splitCall } from './split-call.ts';
import { schedule, type Turn } from './turn.ts';

/** Asks the URL of a transfer for the NCCO; until it is there all goes on as before (U). */
export const askForTransfer = (turn: Turn, call: Call, leg: Leg, target: EventTarget): void => {
  const fields = answerFields(turn.platform, call, leg);
  askAnswer(turn, call, { kind: 'answer', leg, target, fields, purpose: { for: 'transfer' } });
};

/**
 * One leg moves into a new conversation and runs another NCCO; the others stay where they are (voice-api.md §5). `asked`
 * is the webhook that brought the NCCO; without one it stood in the request itself.
 */
export const transferTo = (turn: Turn, call: Call, leg: Leg, ncco: Ncco, asked?: PendingRequest): void => {
  forgetEarlier(turn, leg, asked?.order.sequence ?? Number.POSITIVE_INFINITY);
  const alone = leaveOthersBehind(turn, call, leg);
  alone.home = newHome(turn, alone);
  moveCall(turn, alone, alone.home, plainParticipant());
  performNcco(turn, alone, leg, ncco, 'hang-up');
};

/** Who was asked before for what the leg is to do has nothing to say any more: the reply would undo the transfer. */
const forgetEarlier = ({ platform }: Turn, leg: Leg, sequence: number): void => {
  for (const [id, request] of platform.requests) {
    const { purpose, order } = request;
    const isEarlier = request.leg === leg.uuid && order.sequence < sequence;
    const isForLeg =
      purpose.for === 'replacement'
        ? purpose.on === leg.uuid
        : (purpose.for === 'answer' || purpose.for === 'transfer') && isEarlier;
    if (isForLeg) platform.requests.set(id, { ...request, purpose: { for: 'information' } });
  }
};

/** The call with this leg alone. A call keeps its first leg, so that it ends when that hangs up. */
const leaveOthersBehind = (turn: Turn, call: Call, leg: Leg): Call => {
  const others = call.legs.filter((other) => other !== leg && isLive(other));
  if (others.length === 0) return call;
  if (leg !== rootLeg(call)) return splitCall(turn, call, [leg]);
  const left = splitCall(turn, call, others);
  // The conversation is theirs now: it ends with them and not because its first leg goes.
  left.home = call.home;
  call.home.owner = left.number;
  schedule(turn, left, LONGEST_CALL_MS, { do: 'end-overlong-call' });
  return call;
};
