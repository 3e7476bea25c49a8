import { channelOf } from './channel.ts';
import type { Detection, Dialling } from './dialling.ts';
import { keepLeg } from './keep-leg.ts';
import type { Call, Leg } from './platform.ts';
import { emitRtc } from './rtc-events.ts';
import type { Answering } from './script.ts';
import type { CalleeTask } from './task.ts';
import { schedule, type Turn } from './turn.ts';
import { reportStatus } from './voice-events.ts';

/** From answering to the result (U: ours; detection begins after `answered`, ncco.md §5). */
const RESULT_AFTER_MS = 3000;

/** In percent, as `sip:machine` tells it. */
const CONFIDENCE = 90;

export const beginDetection = (turn: Turn, call: Call, leg: Leg): void => {
  if (leg.dialling?.detection) soon(turn, call, leg, RESULT_AFTER_MS, 'detected');
};

const soon = (turn: Turn, call: Call, leg: Leg, delay: number, what: CalleeTask): void => {
  schedule(turn, call, delay, { do: 'callee', leg: leg.uuid, what });
};

/** The result: `human` or `machine`. True when the leg is to be hung up. */
export const detect = (
  turn: Turn,
  call: Call,
  leg: Leg,
  { as = 'human', beepAfterSeconds }: Answering,
): boolean => {
  const detection = leg.dialling?.detection;
  if (detection === undefined) return false;
  if (as === 'human') {
    report(turn, call, leg, { status: 'human' });
    return false;
  }
  emitRtc(turn, call, {
    type: detection.advanced ? 'sip:amd_machine' : 'sip:machine',
    leg,
    body: { type: 'machine', confidence: CONFIDENCE, channel: channelOf(call, leg) },
  });
  // What a list of calls shows; RTC events have an event of their own for it.
  leg.status = 'machine';
  keepLeg(turn, call, leg);
  if (detection.reportsResult || detection.hangsUp) report(turn, call, leg, { status: 'machine' });
  if (!detection.hangsUp && detection.waitsForBeep) awaitBeep(turn, call, leg, detection, beepAfterSeconds);
  return detection.hangsUp;
};

const awaitBeep = (
  turn: Turn,
  call: Call,
  leg: Leg,
  { beepTimeoutMs }: Detection,
  beepAfterSeconds = Number.POSITIVE_INFINITY,
): void => {
  // It may have come before the machine was found out.
  const beepIn = Math.max(0, beepAfterSeconds * 1000 - RESULT_AFTER_MS);
  if (beepIn <= beepTimeoutMs) soon(turn, call, leg, beepIn, 'beep');
  else soon(turn, call, leg, beepTimeoutMs, 'beep-time-out');
};

export const reportBeep = (turn: Turn, call: Call, leg: Leg, subState: 'beep_start' | 'beep_timeout'): void =>
  report(turn, call, leg, { status: 'machine', subState });

const report = (
  turn: Turn,
  call: Call,
  leg: Leg,
  { status, subState }: { readonly status: 'human' | 'machine'; readonly subState?: string },
): void => {
  // Only legs that were dialled are detected.
  const { detection, by } = leg.dialling as Dialling;
  reportStatus(turn, call, leg, status, {
    ...(subState !== undefined && { subState }),
    ...(detection?.mayReply && { purpose: { for: 'replacement', on: by } as const }),
  });
};
