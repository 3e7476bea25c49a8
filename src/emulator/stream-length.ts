import { countBeside } from './beside.ts';
import type { AudioLength } from './input.ts';
import type { Call, Leg } from './platform.ts';
import { beginToCount } from './playback.ts';
import { complain, type Turn } from './turn.ts';

/** What an audio file lasts of which nothing can be learned. */
const UNKNOWN_LENGTH_MS = 5000;

/** Asks how long an audio file lasts that plays, or will play, on a leg. */
export const measureStream = (turn: Turn, call: Call, leg: Leg, url: string, playback: string): void => {
  call.requestsEver += 1;
  call.openRequests += 1;
  leg.sequence += 1;
  const request = `${call.number}.${call.requestsEver}`;
  turn.platform.measurements.set(request, { call: call.number, leg: leg.uuid, playback });
  turn.effects.push({
    do: 'measure-audio',
    request,
    order: { call: call.number, leg: leg.number, sequence: leg.sequence },
    url,
  });
};

/** Now the playback can end. One that was stopped, or whose leg has ended, needs it no more. */
export const streamMeasured = (
  turn: Turn,
  call: Call,
  leg: Leg,
  playback: string,
  { milliseconds = UNKNOWN_LENGTH_MS, problem }: AudioLength,
): void => {
  if (problem !== undefined) complain(call, problem);
  const aside = leg.beside.play?.id === playback ? leg.beside.play : undefined;
  const waiting = aside ?? leg.performance?.playback.find(({ id }) => id === playback);
  if (waiting?.milliseconds !== 'unknown') return;
  waiting.milliseconds = milliseconds * waiting.body.loop;
  if (waiting === aside) countBeside(turn, call, leg, waiting);
  else if (waiting === leg.performance?.playback[0]) beginToCount(turn, call, leg, waiting);
};
