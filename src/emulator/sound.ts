import { defaultOf, type StreamAction, type TalkAction } from '../vonage/ncco.ts';
import type { Playback } from './performance.ts';
import { speakingTime } from './speaking-time.ts';

const isSsml = (text: string): boolean => /^\s*<speak\b/.test(text);

/** What a `talk` says. */
export const speechPlayback = (action: TalkAction, id: string): Playback => {
  const loop = action.loop ?? defaultOf('talk', 'loop');
  return {
    id,
    is: 'say',
    milliseconds: loop === 0 ? undefined : speakingTime(action.text) * loop,
    bargeIn: action.bargeIn ?? defaultOf('talk', 'bargeIn'),
    body: {
      text: action.text,
      level: action.level ?? defaultOf('talk', 'level'),
      loop,
      queue: true,
      language: action.language ?? defaultOf('talk', 'language'),
      style: action.style ?? defaultOf('talk', 'style'),
      premium: action.premium ?? defaultOf('talk', 'premium'),
      ssml: isSsml(action.text),
      say_id: id,
    },
    timer: undefined,
  };
};

/** What a `stream` plays; how long it lasts has to be measured. */
export const filePlayback = (action: StreamAction, id: string): Playback => {
  const loop = action.loop ?? defaultOf('stream', 'loop');
  return {
    id,
    is: 'play',
    milliseconds: loop === 0 ? undefined : 'unknown',
    bargeIn: action.bargeIn ?? defaultOf('stream', 'bargeIn'),
    body: {
      stream_url: action.streamUrl,
      level: action.level ?? defaultOf('stream', 'level'),
      loop,
      queue: true,
      play_id: id,
    },
    timer: undefined,
  };
};
