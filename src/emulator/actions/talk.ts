import type { Call } from '../platform.ts';
import { enqueue } from '../playback.ts';
import { nextUuid } from '../random.ts';
import { speechPlayback } from '../sound.ts';
import { complain } from '../turn.ts';
import { bargesIn } from './barge-in.ts';
import type { Perform } from './perform.ts';

/** Text to speech. With `bargeIn` it does not block the list (ncco.md §1, §6, §8). */
export const talk: Perform<'talk'> = {
  needsMedia: true,
  summary: ({ text }) => text,
  begin: ({ turn, call, leg, performance, serial }, action) => {
    const playback = {
      ...speechPlayback(action, nextUuid(call.random)),
      bargeIn: bargesIn(performance, action),
    };
    enqueue(turn, call, leg, playback);
    checkSense(call, action.text);
    if (playback.bargeIn) return 'done';
    performance.running = { serial, is: 'talk', playback: playback.id };
    return 'waiting';
  },
  on: {
    played: ({ performance }, id) =>
      performance.running?.is === 'talk' && performance.running.playback === id ? 'done' : 'waiting',
  },
};

/** What JavaScript makes of an object in a text: old code takes `dtmf` for a string. */
const checkSense = (call: Call, text: string): void => {
  if (!text.includes('[object Object]')) return;
  complain(
    call,
    'a talk says "[object Object]": an object was put into its text (of an input, dtmf.digits is the text)',
  );
};
