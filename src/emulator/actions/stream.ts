import { enqueue } from '../playback.ts';
import { nextUuid } from '../random.ts';
import { filePlayback } from '../sound.ts';
import { measureStream } from '../stream-length.ts';
import { bargesIn } from './barge-in.ts';
import type { Perform } from './perform.ts';

/** Plays an audio file. With `bargeIn` it does not block the list (ncco.md §1, §7, §8). */
export const stream: Perform<'stream'> = {
  needsMedia: true,
  summary: ({ streamUrl }) => String(streamUrl[0]),
  begin: ({ turn, call, leg, performance, serial }, action) => {
    const playback = {
      ...filePlayback(action, nextUuid(call.random)),
      bargeIn: bargesIn(performance, action),
    };
    enqueue(turn, call, leg, playback);
    measureStream(turn, call, leg, String(action.streamUrl[0]), playback.id);
    if (playback.bargeIn) return 'done';
    performance.running = { serial, is: 'stream', playback: playback.id };
    return 'waiting';
  },
  on: {
    played: ({ performance }, id) =>
      performance.running?.is === 'stream' && performance.running.playback === id ? 'done' : 'waiting',
  },
};
