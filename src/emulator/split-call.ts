import { plainParticipant } from './conversation.ts';
import { enterConversation, leaveConversation } from './move.ts';
import { createCall } from './new-call.ts';
import type { Call, Leg } from './platform.ts';
import type { Turn } from './turn.ts';

/**
 * Takes legs out of a call. They go on as a call of their own, in the conversation where they are, with all that is
 * still to happen to them and with the webhooks that are on their way.
 */
export const splitCall = (turn: Turn, call: Call, legs: readonly Leg[]): Call => {
  const { platform } = turn;
  const other = createCall(turn, {
    application: call.application,
    id: () => legs[0]!.uuid,
    caller: { ...(call.caller.callees && { callees: call.caller.callees }) },
    events: call.events,
  });
  for (const leg of legs) {
    call.legs.splice(call.legs.indexOf(leg), 1);
    other.legs.push(leg);
    platform.legs.set(leg.uuid, other);
    if (leg.onSocket) {
      call.openRequests -= 1;
      other.openRequests += 1;
    }
  }
  // Its own conversation is not needed yet: it is where the legs are.
  leaveConversation(turn, other);
  other.conversation = call.conversation;
  enterConversation(turn, other, plainParticipant());
  moveTimers(turn, call, other);
  moveRequests(turn, call, other);
  moveMeasurements(turn, call, other);
  return other;
};

const moveTimers = ({ platform }: Turn, call: Call, other: Call): void => {
  for (const timer of [...call.timers]) {
    const task = platform.timers.get(timer)?.task;
    if (task === undefined || !('leg' in task) || !hasLeg(other, task.leg)) continue;
    call.timers.delete(timer);
    other.timers.add(timer);
    platform.timers.set(timer, { call: other.number, task });
  }
};

const moveRequests = ({ platform }: Turn, call: Call, other: Call): void => {
  for (const [id, request] of platform.requests) {
    if (request.call !== call.number || request.leg === undefined || !hasLeg(other, request.leg)) continue;
    platform.requests.set(id, { ...request, call: other.number });
    call.openRequests -= 1;
    other.openRequests += 1;
  }
};

const moveMeasurements = ({ platform }: Turn, call: Call, other: Call): void => {
  for (const [id, pending] of platform.measurements) {
    if (pending.call !== call.number || !hasLeg(other, pending.leg)) continue;
    platform.measurements.set(id, { ...pending, call: other.number });
    call.openRequests -= 1;
    other.openRequests += 1;
  }
};

const hasLeg = (call: Call, uuid: string): boolean => call.legs.some((leg) => leg.uuid === uuid);
