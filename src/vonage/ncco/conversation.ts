import { type OptionTable, stated } from './option.ts';
import { TRANSCRIPTION } from './record.ts';
import { BOOLEAN, CAN_HEAR, CAN_SPEAK, EVENT_METHOD, EVENT_URL, MUTE, TEXT, URL_LIST } from './values.ts';

/** Joins a named conversation, a conference (ncco.md §3). */
export const CONVERSATION = {
  name: {
    value: TEXT,
    required: true,
    about: 'The conversation; the same name in the same application is the same conversation.',
    ...stated('§3'),
  },
  musicOnHoldUrl: {
    // The text says a URL, all examples an array; both run.
    value: { ...URL_LIST, orBare: true },
    about: 'An array with the URL of one MP3 that plays until the conversation begins.',
    ...stated('§3'),
  },
  startOnEnter: {
    value: BOOLEAN,
    default: true,
    about: 'False: waits for a participant who has true, the moderator.',
    ...stated('§3'),
  },
  endOnExit: {
    value: BOOLEAN,
    default: false,
    about: 'Ends the conversation when this participant leaves.',
    ...stated('§3'),
  },
  record: { value: BOOLEAN, default: false, about: 'Records the conversation.', ...stated('§3') },
  canSpeak: CAN_SPEAK,
  canHear: CAN_HEAR,
  mute: MUTE,
  transcription: {
    ...TRANSCRIPTION,
    about: 'Has the recording written down; needs `record`.',
    ...stated('§3'),
  },
  eventUrl: { ...EVENT_URL, about: 'Where the word goes that the recording is ready.', ...stated('§3') },
  eventMethod: { ...EVENT_METHOD, ...stated('§3') },
} as const satisfies OptionTable;
