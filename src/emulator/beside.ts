import type { Playback } from './performance.ts';
import type { Call, Leg } from './platform.ts';
import { tellBegun, tellDone, tellStopped } from './playback.ts';
import { letLegHearNoMore, letLegHearPlaying } from './socket/socket-hears.ts';
import { cancel, schedule, type Turn } from './turn.ts';

/**
 * Plays something to a leg beside its NCCO, which goes on (voice-api.md §6). One speech and one file at a time: a new
 * one stops the one before (U).
 */
export const playBeside = (turn: Turn, call: Call, leg: Leg, playback: Playback): void => {
  stopBeside(turn, call, leg, playback.is);
  leg.beside[playback.is] = playback;
  tellBegun(turn, call, leg, playback);
  countBeside(turn, call, leg, playback);
};

/** Lets it end in its time, as soon as that is known. */
export const countBeside = (turn: Turn, call: Call, leg: Leg, playback: Playback): void => {
  if (playback.milliseconds === 'unknown') return;
  letLegHearPlaying(turn, leg, playback.milliseconds);
  if (playback.milliseconds === undefined) return;
  const task = { do: 'beside-over', leg: leg.uuid, is: playback.is } as const;
  playback.timer = schedule(turn, call, playback.milliseconds, task);
};

/** Stops it; nothing happens when nothing plays. */
export const stopBeside = (turn: Turn, call: Call, leg: Leg, is: Playback['is']): void => {
  const playing = leg.beside[is];
  if (playing === undefined) return;
  cancel(turn, call, playing.timer);
  leg.beside[is] = undefined;
  letLegHearNoMore(turn, leg);
  tellStopped(turn, call, leg, playing);
  tellDone(turn, call, leg, playing);
};

/** It was heard to its end. */
export const besideOver = (turn: Turn, call: Call, leg: Leg, is: Playback['is']): void => {
  const playing = leg.beside[is];
  if (playing === undefined) return;
  leg.beside[is] = undefined;
  tellDone(turn, call, leg, playing);
};
