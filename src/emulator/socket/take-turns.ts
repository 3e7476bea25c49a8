import { giveUp, hasCompany } from '../give-up.ts';
import { isLive } from '../leg-state.ts';
import { react } from '../person.ts';
import { type Call, type Leg, legOfCall, rootLeg } from '../platform.ts';
import { PATIENCE_MS } from '../script.ts';
import { cancelAll, schedule, type Turn } from '../turn.ts';

/**
 * How a person talks with an application behind a WebSocket: one thing of the script after the other, each when the
 * application has fallen silent, or when it says nothing for a while. Times are ours.
 */

/** An agent mostly greets first. */
const GREETS_WITHIN_MS = 3000;
const ANSWERS_WITHIN_MS = 5000;
/** With nothing left to say the caller hangs up, unless the script tells when. */
const STAYS_MS = 10_000;

export const beginTurns = (turn: Turn, call: Call, leg: Leg): void =>
  nextTurnIn(turn, call, leg, hasMore(speakerOf(call, leg)) ? GREETS_WITHIN_MS : STAYS_MS);

const hasMore = (speaker: Leg | undefined): boolean => speaker !== undefined && speaker.reactions.length > 0;

const nextTurnIn = (turn: Turn, call: Call, leg: Leg, delay: number): void => {
  cancelAll(turn, call, (task) => task.do === 'socket-turn' && task.leg === leg.uuid);
  schedule(turn, call, delay, { do: 'socket-turn', leg: leg.uuid });
};

/** Who called the application; undefined when the Voice API has parted them. */
const speakerOf = (call: Call, leg: Leg): Leg | undefined => leg.dialling && legOfCall(call, leg.dialling.by);

/** It is the person's turn, whether the application has spoken or not. */
export const takeTurn = (turn: Turn, call: Call, leg: Leg): void => {
  const speaker = speakerOf(call, leg);
  if (speaker === undefined) return;
  if (hasMore(speaker)) {
    const speaking = react(turn, call, speaker, { keys: true, speech: true });
    const silence = hasMore(speaker) ? ANSWERS_WITHIN_MS : STAYS_MS;
    nextTurnIn(turn, call, leg, speaking + silence);
  } else if (speaker === rootLeg(call) && call.caller.hangUpAfterSeconds === undefined && isLive(speaker)) {
    if (hasCompany(call)) nextTurnIn(turn, call, leg, PATIENCE_MS);
    else giveUp(turn, call, `waited ${STAYS_MS / 1000} s in silence`);
  }
};

/** The application speaks: nobody interrupts it, however long it takes within reason. */
export const waitForQuiet = (turn: Turn, call: Call, leg: Leg): void =>
  nextTurnIn(turn, call, leg, PATIENCE_MS);

export const quietNow = (turn: Turn, call: Call, leg: Leg): void => {
  if (hasMore(speakerOf(call, leg))) takeTurn(turn, call, leg);
  else nextTurnIn(turn, call, leg, STAYS_MS);
};
