import { type OptionTable, stated, uncertain } from './option.ts';
import { BARGE_IN, EVENT_METHOD, EVENT_URL, LEVEL, LOOP, URL_LIST } from './values.ts';

/** Plays an audio file (ncco.md §7). */
export const STREAM = {
  streamUrl: {
    value: URL_LIST,
    required: true,
    about: 'An array with the URL of one MP3 or 16-bit WAV file.',
    ...stated('§7'),
  },
  level: LEVEL,
  bargeIn: BARGE_IN,
  loop: LOOP,
  // As for `talk`: the reference speaks of them but has no row for them.
  eventUrl: { ...EVENT_URL, standing: 'undocumented', ...uncertain('§6') },
  eventMethod: { ...EVENT_METHOD, standing: 'undocumented', ...uncertain('§6') },
} as const satisfies OptionTable;
