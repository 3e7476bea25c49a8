import type { Reaction } from './script.ts';

/** `0@12s`, `0@12`: keys, and the second at which they are pressed. */
const TIMED_KEYS = /^([0-9*#w]*)@(\d+(?:\.\d+)?)s?$/;
/** `No thanks@20s`: words, and the second at which they are said; the `s` keeps other words with an @ what they are. */
const TIMED_SPEECH = /^(.*[^\s@])@(\d+(?:\.\d+)?)s$/s;

/** Whether a text is keys, for a prompt or with a time. */
export const isKeys = (text: string): boolean => /^[0-9*#w]*$/.test(text) || TIMED_KEYS.test(text);

/** What short words of a script mean: keys for a prompt, or at a time. */
export const keysReaction = (text: string): Reaction => {
  const [, press, at] = TIMED_KEYS.exec(text) ?? [];
  return press === undefined ? { press: text } : { press, at: Number(at) };
};

/** What short words of a script mean: speech for a prompt, or at a time. */
export const speechReaction = (text: string): Reaction => {
  const [, say, at] = TIMED_SPEECH.exec(text) ?? [];
  return say === undefined ? { say: text } : { say, at: Number(at) };
};
