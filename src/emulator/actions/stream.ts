import { defaultOf } from '../../vonage/ncco.ts';
import { enqueue } from '../playback.ts';
import { nextUuid } from '../random.ts';
import { measureStream } from '../stream-length.ts';
import type { Perform } from './perform.ts';

/** Plays an audio file. With `bargeIn` it does not block the list (ncco.md §1, §7, §8). */
export const stream: Perform<'stream'> = {
  needsMedia: true,
  summary: ({ streamUrl }) => String(streamUrl[0]),
  begin: ({ turn, call, leg, performance, serial }, action) => {
    const id = nextUuid(call.random);
    const loop = action.loop ?? defaultOf('stream', 'loop');
    const bargeIn = action.bargeIn ?? defaultOf('stream', 'bargeIn');
    enqueue(turn, call, leg, {
      id,
      is: 'play',
      milliseconds: loop === 0 ? undefined : 'unknown',
      bargeIn,
      body: {
        stream_url: action.streamUrl,
        level: action.level ?? defaultOf('stream', 'level'),
        loop,
        queue: true,
        play_id: id,
      },
      timer: undefined,
    });
    measureStream(turn, call, leg, String(action.streamUrl[0]), id);
    if (bargeIn) return 'done';
    performance.running = { serial, is: 'stream', playback: id };
    return 'waiting';
  },
  on: {
    played: ({ performance }, id) =>
      performance.running?.is === 'stream' && performance.running.playback === id ? 'done' : 'waiting',
  },
};
