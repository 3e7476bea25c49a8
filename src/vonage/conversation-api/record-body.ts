import type { Option, OptionTable } from '../ncco/option.ts';
import { BOOLEAN, EVENT_METHOD, EVENT_URL, integer } from '../ncco/values.ts';

/** Stated by Vonage: Conversation API 5.5.1. */
const STATED = { certainty: 'S', source: 'rtc-events.md §7' } as const satisfies Partial<Option>;

const TRANSCRIPTION = {
  language: { value: { is: 'text' }, default: 'en-US', about: 'What is spoken.', ...STATED },
  sentiment_analysis: { value: BOOLEAN, about: 'Whether moods are told.', ...STATED },
  event_url: { ...EVENT_URL, ...STATED },
  event_method: { ...EVENT_METHOD, ...STATED },
} as const satisfies OptionTable;

/** The body of `PUT /v1/conversations/{id}/record`. */
export const PUT_RECORD = {
  action: {
    value: { is: 'word', words: ['start', 'stop'] },
    required: true,
    about: 'Begins or ends it.',
    ...STATED,
  },
  event_url: { ...EVENT_URL, ...STATED },
  event_method: { ...EVENT_METHOD, ...STATED },
  split: {
    value: { is: 'text' },
    default: 'conversation',
    about: 'What is sent and what is received in channels of their own.',
    ...STATED,
  },
  format: {
    value: { is: 'word', words: ['mp3', 'wav', 'vorbis'] },
    default: 'mp3',
    about: 'Of the file.',
    ...STATED,
  },
  retention_ttl: {
    value: integer({ min: 1, max: 400 }),
    default: 31,
    about: 'For how many days it is kept.',
    ...STATED,
  },
  timeout: {
    value: integer({ min: 1, max: 7200, unit: 'seconds' }),
    default: 7200,
    about: 'The longest that it lasts.',
    ...STATED,
  },
  transcription: {
    value: { is: 'object', options: TRANSCRIPTION },
    about: 'Writes down what is said.',
    ...STATED,
  },
} as const satisfies OptionTable;
