import { UNDERSTOOD_LANGUAGES } from './languages.ts';
import { type OptionTable, stated, uncertain } from './option.ts';
import { BOOLEAN, EVENT_METHOD, EVENT_URL, integer, PROVIDER_OPTIONS, TEXT } from './values.ts';

/** How a recording is written down; `{}` switches it on. Beta, and charged for (ncco.md §2). */
const TRANSCRIPTION_OPTIONS = {
  language: {
    value: { is: 'text', format: 'language', known: UNDERSTOOD_LANGUAGES },
    about: 'The language that is spoken; en-US is presumed.',
    ...stated('§2'),
  },
  eventUrl: { ...EVENT_URL, about: 'Where the word goes that the transcript is ready.', ...stated('§2') },
  eventMethod: { ...EVENT_METHOD, ...stated('§2') },
  sentimentAnalysis: {
    value: BOOLEAN,
    default: false,
    about: 'Rates the mood of each segment from -1 to 1.',
    standing: 'beta',
    ...stated('§2'),
  },
  provider: { value: TEXT, about: 'Another maker.', standing: 'undocumented', ...uncertain('§2') },
  providerOptions: { ...PROVIDER_OPTIONS, standing: 'undocumented' },
} as const satisfies OptionTable;

export const TRANSCRIPTION = {
  value: { is: 'object', options: TRANSCRIPTION_OPTIONS },
  about: 'Has the recording written down; `{}` is enough.',
  standing: 'beta',
  ...stated('§2'),
} as const;

/** Records the call (ncco.md §2). */
export const RECORD = {
  format: {
    value: { is: 'word', words: ['mp3', 'wav', 'ogg'] },
    // More than two channels are recorded as WAV when nothing is said.
    default: 'mp3',
    about: 'The format of the file.',
    ...stated('§2'),
  },
  split: {
    value: { is: 'word', words: ['conversation'] },
    about: 'Each party in a channel of its own.',
    ...stated('§2'),
  },
  channels: {
    value: integer({ min: 1, max: 32 }),
    about: 'How many channels; needs `split`.',
    ...stated('§2'),
  },
  endOnSilence: {
    value: integer({ min: 3, max: 10, unit: 'seconds' }),
    about: 'Ends after that many seconds of silence.',
    ...stated('§2'),
  },
  endOnKey: {
    value: { is: 'text', minLength: 1, maxLength: 1, pattern: '^[0-9#*]$' },
    about: 'Ends when this key is pressed.',
    ...stated('§2'),
  },
  timeOut: {
    value: integer({ min: 3, max: 7200, unit: 'seconds' }),
    about: 'Ends after that many seconds.',
    ...stated('§2'),
  },
  beepStart: { value: BOOLEAN, default: false, about: 'Begins with a beep.', ...stated('§2') },
  eventUrl: { ...EVENT_URL, about: 'Where the word goes that the recording is ready.', ...stated('§2') },
  eventMethod: { ...EVENT_METHOD, ...stated('§2') },
  transcription: TRANSCRIPTION,
} as const satisfies OptionTable;
