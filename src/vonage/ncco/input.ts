import { UNDERSTOOD_LANGUAGES } from './languages.ts';
import { type OptionTable, stated } from './option.ts';
import { BOOLEAN, decimal, EVENT_METHOD, EVENT_URL, integer, PROVIDER_OPTIONS, TEXT } from './values.ts';

/** Which keys are waited for. */
export const DTMF = {
  timeOut: {
    // Java and Python allow 0, .NET begins at 1.
    value: integer({ min: 0, max: 10, unit: 'seconds' }),
    default: 3,
    about: 'Seconds after the last key until the result is sent.',
    ...stated('§9'),
  },
  maxDigits: {
    value: integer({ min: 1, max: 20, widest: { max: 22 } }),
    default: 4,
    about: 'How many keys at most.',
    ...stated('§9'),
  },
  submitOnHash: { value: BOOLEAN, default: false, about: '`#` sends the result at once.', ...stated('§9') },
} as const satisfies OptionTable;

/** How speech is listened to. */
export const SPEECH = {
  uuid: {
    value: { is: 'list', of: { is: 'text', format: 'leg-id' }, minItems: 1, maxItems: 1 },
    about: 'The leg that is listened to; the first that joined when left out.',
    ...stated('§9'),
  },
  endOnSilence: {
    value: decimal({ min: 0.4, max: 10, unit: 'seconds' }),
    default: 2,
    about: 'Seconds of silence after speech until the result is sent.',
    ...stated('§9'),
  },
  language: {
    value: { is: 'text', format: 'language', known: UNDERSTOOD_LANGUAGES },
    default: 'en-US',
    about: 'The language that is spoken.',
    ...stated('§9'),
  },
  context: { value: { is: 'list', of: TEXT }, about: 'Words and phrases to expect.', ...stated('§9') },
  startTimeout: {
    value: integer({ min: 1, max: 60, unit: 'seconds' }),
    default: 10,
    about: 'Seconds until the caller has to begin.',
    ...stated('§9'),
  },
  maxDuration: {
    value: integer({ min: 1, max: 60, unit: 'seconds' }),
    default: 60,
    about: 'Seconds of speech at most, from its beginning.',
    ...stated('§9'),
  },
  saveAudio: {
    value: BOOLEAN,
    default: false,
    about: 'Keeps the audio; the webhook then has `recording_url`.',
    ...stated('§9'),
  },
  sensitivity: {
    value: integer({ min: 10, max: 100, widest: { min: 0 }, unit: 'percent' }),
    default: 90,
    about: 'How loud speech has to be against the noise.',
    ...stated('§9'),
  },
  provider: {
    value: { is: 'text', known: ['google', 'deepgram'] },
    about: 'Another maker of the recognition.',
    ...stated('§9'),
  },
  providerOptions: PROVIDER_OPTIONS,
} as const satisfies OptionTable;

const LEGACY = {
  standing: 'legacy',
  ...stated('§9'),
} as const;

/** Waits for keys or speech (ncco.md §9). The reply to its webhook replaces the NCCO. */
export const INPUT = {
  type: {
    value: { is: 'list', of: { is: 'word', words: ['dtmf', 'speech'] } },
    required: true,
    about: 'What is waited for. Without it the old form with keys only is meant.',
    ...stated('§9'),
  },
  dtmf: { value: { is: 'object', options: DTMF }, about: 'Settings for keys.', ...stated('§9') },
  speech: { value: { is: 'object', options: SPEECH }, about: 'Settings for speech.', ...stated('§9') },
  mode: {
    value: { is: 'word', words: ['synchronous', 'asynchronous'] },
    default: 'synchronous',
    about: 'Asynchronous: the NCCO goes on and each key is sent at once. For keys only, without `dtmf`.',
    ...stated('§9'),
  },
  eventUrl: EVENT_URL,
  eventMethod: EVENT_METHOD,
  timeOut: { ...DTMF.timeOut, sameAs: 'dtmf.timeOut', ...LEGACY },
  maxDigits: { ...DTMF.maxDigits, sameAs: 'dtmf.maxDigits', ...LEGACY },
  submitOnHash: { ...DTMF.submitOnHash, sameAs: 'dtmf.submitOnHash', ...LEGACY },
} as const satisfies OptionTable;
