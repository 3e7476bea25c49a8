import { isJsonObject } from '../vonage/json.ts';
import { billOf } from './bill.ts';
import { channelOf } from './channel.ts';
import type { Call, Leg } from './platform.ts';
import { writeLeg } from './rest/calls/ledger.ts';
import type { Turn } from './turn.ts';

const DAY_MS = 86_400_000;
/** `leg_persistence_time` when the application has none (applications-api.md §2.3, S). */
const DAYS_KEPT = 2;

/** Writes down what a leg is like now, so that the Voice API can tell of it, also when its call is over. */
export const keepLeg = (turn: Turn, call: Call, leg: Leg): void => {
  const { from = {}, to = {} } = channelOf(call, leg);
  writeLeg(
    turn.platform.ledger,
    {
      uuid: leg.uuid,
      application: call.application,
      direction: leg.direction,
      madeAt: call.outbound?.madeAt,
      from,
      to,
      createdAt: leg.createdAt,
      conversation: call.conversation.id,
      status: leg.status,
      endedAt: leg.endedAt,
      bill: leg.status === 'completed' ? billOf(leg) : undefined,
    },
    daysKept(turn, call) * DAY_MS,
  );
};

const daysKept = (turn: Turn, call: Call): number => {
  const capabilities = turn.platform.applications.get(call.application)?.['capabilities'];
  const voice = isJsonObject(capabilities) ? capabilities['voice'] : undefined;
  const days = isJsonObject(voice) ? voice['leg_persistence_time'] : undefined;
  return typeof days === 'number' && days >= 1 ? days : DAYS_KEPT;
};
