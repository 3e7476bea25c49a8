import { channelOf } from './channel.ts';
import type { Playback } from './performance.ts';
import { type Call, rootLeg } from './platform.ts';
import { emitRtc } from './rtc-events.ts';
import { cancel, schedule, type Turn } from './turn.ts';

/** Puts something at the end of what the caller hears. */
export const enqueue = (turn: Turn, call: Call, playback: Playback): void => {
  const queue = call.performance!.playback;
  queue.push(playback);
  if (queue.length === 1) play(turn, call, playback);
};

const play = (turn: Turn, call: Call, playback: Playback): void => {
  const leg = rootLeg(call);
  if (playback.is === 'say')
    emitRtc(turn, call, { type: 'audio:say', leg, byMember: false, body: playback.body });
  else emitRtc(turn, call, { type: 'audio:play', leg, byMember: false, body: playback.body });
  if (playback.milliseconds !== undefined) {
    playback.timer = schedule(turn, call, playback.milliseconds, { do: 'playback-over' });
  }
};

/** The first of the queue was heard to its end: the next one begins. Gives the one that is over. */
export const finishPlayback = (turn: Turn, call: Call): Playback | undefined => {
  const queue = call.performance?.playback;
  const finished = queue?.shift();
  if (finished === undefined) return undefined;
  tellDone(turn, call, finished);
  if (queue?.[0]) play(turn, call, queue[0]);
  return finished;
};

/**
 * A key stops what may be interrupted, and with it all that was to follow (ncco.md §8). Gives what was stopped,
 * empty when nothing plays or the present one has no `bargeIn`.
 */
export const interruptPlayback = (turn: Turn, call: Call): readonly Playback[] => {
  const queue = call.performance?.playback ?? [];
  if (!queue[0]?.bargeIn) return [];
  const [playing] = queue;
  const stopped = queue.splice(0);
  cancel(turn, call, playing.timer);
  const leg = rootLeg(call);
  if (playing.is === 'say') {
    emitRtc(turn, call, { type: 'audio:say:stop', leg, byMember: false, body: { say_id: playing.id } });
  } else {
    emitRtc(turn, call, { type: 'audio:play:stop', leg, byMember: false, body: { play_id: playing.id } });
  }
  tellDone(turn, call, playing);
  return stopped;
};

const tellDone = (turn: Turn, call: Call, playback: Playback): void => {
  const leg = rootLeg(call);
  const channel = channelOf(call, leg);
  if (playback.is === 'say') {
    emitRtc(turn, call, { type: 'audio:say:done', leg, body: { say_id: playback.id, channel } });
  } else {
    emitRtc(turn, call, { type: 'audio:play:done', leg, body: { play_id: playback.id, channel } });
  }
};
