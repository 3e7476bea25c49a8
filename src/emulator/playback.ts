import { channelOf } from './channel.ts';
import { waitForPeople } from './patience.ts';
import type { Playback } from './performance.ts';
import type { Call, Leg } from './platform.ts';
import { emitRtc } from './rtc-events.ts';
import { letLegHearNoMore, letLegHearPlaying } from './socket/socket-hears.ts';
import { cancel, schedule, type Turn } from './turn.ts';

/** Puts something at the end of what a leg hears. */
export const enqueue = (turn: Turn, call: Call, leg: Leg, playback: Playback): void => {
  const queue = leg.performance!.playback;
  queue.push(playback);
  if (queue.length === 1) play(turn, call, leg, playback);
};

const play = (turn: Turn, call: Call, leg: Leg, playback: Playback): void => {
  tellBegun(turn, call, leg, playback);
  beginToCount(turn, call, leg, playback);
};

/** Lets what plays end in its time, as soon as that is known. */
export const beginToCount = (turn: Turn, call: Call, leg: Leg, playback: Playback): void => {
  if (playback.milliseconds === 'unknown') return;
  letLegHearPlaying(turn, leg, playback.milliseconds);
  if (playback.milliseconds === undefined) {
    playback.timer = waitForPeople(turn, call, leg, 'while something played that has no end');
    return;
  }
  playback.timer = schedule(turn, call, playback.milliseconds, { do: 'playback-over', leg: leg.uuid });
};

/** The first of the queue was heard to its end: the next one begins. Gives the one that is over. */
export const finishPlayback = (turn: Turn, call: Call, leg: Leg): Playback | undefined => {
  const queue = leg.performance?.playback;
  const finished = queue?.shift();
  if (finished === undefined) return undefined;
  tellDone(turn, call, leg, finished);
  if (queue?.[0]) play(turn, call, leg, queue[0]);
  return finished;
};

/**
 * A key or a word stops what may be interrupted, and with it all that was to follow (ncco.md §8). Gives what was stopped,
 * empty when nothing plays or the present one has no `bargeIn`.
 */
export const interruptPlayback = (turn: Turn, call: Call, leg: Leg): readonly Playback[] => {
  const queue = leg.performance?.playback ?? [];
  if (!queue[0]?.bargeIn) return [];
  const [playing] = queue;
  const stopped = queue.splice(0);
  cancel(turn, call, playing.timer);
  letLegHearNoMore(turn, leg);
  tellStopped(turn, call, leg, playing);
  tellDone(turn, call, leg, playing);
  return stopped;
};

export const tellBegun = (turn: Turn, call: Call, leg: Leg, playback: Playback): void => {
  if (playback.is === 'say')
    emitRtc(turn, call, { type: 'audio:say', leg, byMember: false, body: playback.body });
  else emitRtc(turn, call, { type: 'audio:play', leg, byMember: false, body: playback.body });
};

/** Somebody stopped it; `tellDone` follows. */
export const tellStopped = (turn: Turn, call: Call, leg: Leg, { is, id }: Playback): void => {
  if (is === 'say')
    emitRtc(turn, call, { type: 'audio:say:stop', leg, byMember: false, body: { say_id: id } });
  else emitRtc(turn, call, { type: 'audio:play:stop', leg, byMember: false, body: { play_id: id } });
};

export const tellDone = (turn: Turn, call: Call, leg: Leg, playback: Playback): void => {
  const channel = channelOf(call, leg);
  if (playback.is === 'say') {
    emitRtc(turn, call, { type: 'audio:say:done', leg, body: { say_id: playback.id, channel } });
  } else {
    emitRtc(turn, call, { type: 'audio:play:done', leg, body: { play_id: playback.id, channel } });
  }
};
