import { defaultOf, type TalkAction } from '../../vonage/ncco.ts';
import type { Call } from '../platform.ts';
import { enqueue } from '../playback.ts';
import { nextUuid } from '../random.ts';
import { speakingTime } from '../speaking-time.ts';
import { complain } from '../turn.ts';
import type { Perform } from './perform.ts';

const isSsml = (text: string): boolean => /^\s*<speak\b/.test(text);

/** Text to speech. With `bargeIn` it does not block the list (ncco.md §1, §6, §8). */
export const talk: Perform<'talk'> = {
  needsMedia: true,
  summary: ({ text }) => text,
  begin: ({ turn, call, leg, performance, serial }, action) => {
    const id = nextUuid(call.random);
    const loop = action.loop ?? defaultOf('talk', 'loop');
    const bargeIn = action.bargeIn ?? defaultOf('talk', 'bargeIn');
    enqueue(turn, call, leg, {
      id,
      is: 'say',
      milliseconds: loop === 0 ? undefined : speakingTime(action.text) * loop,
      bargeIn,
      body: sayBody(action, loop, id),
      timer: undefined,
    });
    checkSense(call, action.text);
    if (bargeIn) return 'done';
    performance.running = { serial, is: 'talk', playback: id };
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

const sayBody = (action: TalkAction, loop: number, id: string) => ({
  text: action.text,
  level: action.level ?? defaultOf('talk', 'level'),
  loop,
  queue: true,
  language: action.language ?? defaultOf('talk', 'language'),
  style: action.style ?? defaultOf('talk', 'style'),
  premium: action.premium ?? defaultOf('talk', 'premium'),
  ssml: isSsml(action.text),
  say_id: id,
});
