import { defaultOf, type TalkAction } from '../../vonage/ncco.ts';
import { enqueue } from '../playback.ts';
import { nextUuid } from '../random.ts';
import type { Perform } from './perform.ts';

/** Speaking speed of the emulated voices: about 150 English words a minute. No source gives Vonage's (U). */
const CHARACTERS_A_SECOND = 15;
/** Even "OK" takes a moment. */
const SHORTEST_SPEECH_MS = 500;

/** How long a `talk` takes once, in milliseconds: its spoken characters at 15 a second, and what `<break time>` adds. */
export const speakingTime = (text: string): number => {
  const spoken = text.replace(/<[^>]*>/g, '').trim();
  let breaks = 0;
  for (const [, amount, unit] of text.matchAll(/<break[^>]*\btime\s*=\s*['"]?([\d.]+)(ms|s)/g)) {
    breaks += Number(amount) * (unit === 's' ? 1000 : 1);
  }
  return Math.max(SHORTEST_SPEECH_MS, Math.round((spoken.length / CHARACTERS_A_SECOND) * 1000) + breaks);
};

const isSsml = (text: string): boolean => /^\s*<speak\b/.test(text);

/** Text to speech. With `bargeIn` it does not block the list (ncco.md §1, §6, §8). */
export const talk: Perform<'talk'> = {
  needsMedia: true,
  summary: ({ text }) => text,
  begin: ({ turn, call, performance, serial }, action) => {
    const id = nextUuid(call.random);
    const loop = action.loop ?? defaultOf('talk', 'loop');
    const bargeIn = action.bargeIn ?? defaultOf('talk', 'bargeIn');
    enqueue(turn, call, {
      id,
      is: 'say',
      milliseconds: loop === 0 ? undefined : speakingTime(action.text) * loop,
      bargeIn,
      body: sayBody(action, loop, id),
      timer: undefined,
    });
    if (bargeIn) return 'done';
    performance.running = { serial, is: 'talk', playback: id };
    return 'waiting';
  },
  on: {
    played: ({ performance }, id) =>
      performance.running?.is === 'talk' && performance.running.playback === id ? 'done' : 'waiting',
  },
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
