import { answerFields } from './answer-fields.ts';
import { hangUpCall } from './hang-up.ts';
import { isLive } from './leg-state.ts';
import { performNcco } from './perform.ts';
import { type Call, type Leg, rootLeg } from './platform.ts';
import { askAnswer } from './send.ts';
import type { CalleeTask } from './task.ts';
import type { Turn } from './turn.ts';

const DETECTION: ReadonlySet<CalleeTask> = new Set(['detected', 'beep', 'beep-time-out']);

/**
 * What became of a callee means to a call that was made for them: it is over with them, and begins to run its NCCO
 * when they have answered. With advanced machine detection in a mode that waits, it begins with the result (§2).
 */
export const followCallee = (turn: Turn, call: Call, leg: Leg): void => {
  if (leg !== rootLeg(call) || call.over) return;
  if (!isLive(leg)) {
    hangUpCall(turn, call, 'platform');
    return;
  }
  const { outbound } = call;
  if (outbound === undefined || outbound.begun || leg.answeredAt === undefined) return;
  if (waitsForDetection(turn, call, leg)) return;
  outbound.begun = true;
  if ('ncco' in outbound.runs) performNcco(turn, call, leg, outbound.runs.ncco, 'hang-up');
  else {
    askAnswer(turn, call, {
      kind: 'answer',
      leg,
      target: outbound.runs.asks,
      fields: answerFields(turn.platform, call, leg),
      purpose: { for: 'answer' },
    });
  }
};

const waitsForDetection = (turn: Turn, call: Call, leg: Leg): boolean => {
  const detection = leg.dialling?.detection;
  if (!detection?.advanced || detection.mayReply) return false;
  return [...call.timers].some((timer) => {
    const task = turn.platform.timers.get(timer)?.task;
    return task?.do === 'callee' && task.leg === leg.uuid && DETECTION.has(task.what);
  });
};
