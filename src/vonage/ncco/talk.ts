import { SPOKEN_LANGUAGES } from './languages.ts';
import { type OptionTable, stated, uncertain } from './option.ts';
import {
  BARGE_IN,
  BOOLEAN,
  EVENT_METHOD,
  EVENT_URL,
  integer,
  LEVEL,
  LOOP,
  PROVIDER_OPTIONS,
  TEXT,
} from './values.ts';

/** Speaks a text (ncco.md §6). */
export const TALK = {
  text: {
    // SSML tags do not count towards the 1500 characters.
    value: { is: 'text', format: 'ssml-or-text', maxLength: 1500 },
    required: true,
    about: 'What is said; SSML when all of it stands in `<speak>…</speak>`.',
    ...stated('§6'),
  },
  bargeIn: BARGE_IN,
  loop: LOOP,
  level: LEVEL,
  language: {
    value: { is: 'text', format: 'language', known: SPOKEN_LANGUAGES },
    default: 'en-US',
    about: 'The language of the voice.',
    ...stated('§6'),
  },
  style: {
    value: integer({ min: 0 }),
    default: 0,
    about: "The voice among the language's.",
    ...stated('§6'),
  },
  premium: {
    value: BOOLEAN,
    default: false,
    about: 'The premium version of the voice when there is one.',
    ...stated('§6'),
  },
  provider: {
    value: { is: 'text', known: ['google', 'ElevenLabs', 'Google', 'Polly'] },
    about: 'Another maker of the voice; needs `providerOptions`.',
    standing: 'beta',
    ...uncertain('§6'),
  },
  providerOptions: { ...PROVIDER_OPTIONS, standing: 'beta' },
  voiceName: {
    value: TEXT,
    about: 'A voice by its old name; `language` and `style` took its place.',
    standing: 'deprecated',
    ...stated('§6, §13'),
  },
  // The reference speaks of them but has no row for them, and no SDK knows them.
  eventUrl: { ...EVENT_URL, standing: 'undocumented', ...uncertain('§6') },
  eventMethod: { ...EVENT_METHOD, standing: 'undocumented', ...uncertain('§6') },
} as const satisfies OptionTable;
