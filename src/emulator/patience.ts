import { type Call, type Leg, rootLeg } from './platform.ts';
import { HUMAN_MOMENT_MS, PATIENCE_MS } from './script.ts';
import { scriptOf } from './script-for.ts';
import { cancel, schedule, type Turn } from './turn.ts';

/**
 * Where nothing but a person would end a call, the one for whom it is hangs up, unless the script says when: else a silent
 * caller would walk round a menu for two hours. All of it is ours.
 */

/** Menus ask three times before they give up or connect to somebody; a caller who is to hear more of one says how long. */
const SAME_NCCO = 5;
/** The same in a row of any NCCOs, in case the application counts in its addresses. */
const ANY_NCCO = 20;

/** The NCCOs that came one after the other since the person last did something. */
export interface Rounds {
  readonly text: string;
  readonly same: number;
  readonly all: number;
  /** Until the person hangs up, once there were enough. */
  readonly timer: string | undefined;
}

/** Lets the one for whom the call is hang up in a while; the result cancels it. `where` goes on from "waited". */
export const waitForPeople = (turn: Turn, call: Call, leg: Leg, where: string): string | undefined =>
  mayGiveUp(call, leg)
    ? schedule(turn, call, Math.max(0, busyUntil(leg) - turn.at) + PATIENCE_MS, {
        do: 'caller-gives-up',
        why: `waited ${PATIENCE_MS / 1000} s ${where}`,
      })
    : undefined;

/** Another NCCO begins on a leg. Somebody who has heard enough of them hears how it begins, and hangs up. */
export const countRound = (turn: Turn, call: Call, leg: Leg, text: string): void => {
  if (!mayGiveUp(call, leg) || turn.at < busyUntil(leg)) return;
  const { rounds } = leg;
  const same = rounds?.text === text ? rounds.same + 1 : 1;
  const all = (rounds?.all ?? 0) + 1;
  const why =
    same === SAME_NCCO
      ? `heard the same NCCO ${SAME_NCCO} times`
      : all === ANY_NCCO
        ? `heard ${ANY_NCCO} NCCOs in a row`
        : undefined;
  const timer =
    rounds?.timer ??
    (why === undefined ? undefined : schedule(turn, call, HUMAN_MOMENT_MS, { do: 'caller-gives-up', why }));
  leg.rounds = { text, same, all, timer };
};

/** The person does something, so that it counts anew. */
export const stir = (turn: Turn, call: Call, leg: Leg): void => {
  cancel(turn, call, leg.rounds?.timer);
  leg.rounds = undefined;
};

const busyUntil = ({ timed }: Leg): number => Math.max(0, ...timed.map(({ at }) => at));

const mayGiveUp = (call: Call, leg: Leg): boolean =>
  leg.app === undefined && leg === rootLeg(call) && leavesAfter(call, leg) === undefined;

/** In an outbound call the one who was called is in the place of the caller. */
const leavesAfter = (call: Call, leg: Leg): number | undefined => {
  if (leg.direction === 'inbound') return call.caller.hangUpAfterSeconds;
  const script = scriptOf(call, leg);
  return script.does === 'answer' ? script.hangUpAfterSeconds : undefined;
};
