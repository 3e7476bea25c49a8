import { ENDPOINTS, RINGBACK_TONE } from './endpoints.ts';
import { type OptionTable, stated, uncertain } from './option.ts';
import { BOOLEAN, EVENT_METHOD, EVENT_URL, integer } from './values.ts';

const BEEP_TIMEOUT = {
  // 30 since the description of October 2026, 45 in all SDKs.
  value: integer({ min: 30, max: 120, unit: 'seconds' }),
  about: 'Seconds to wait for the beep.',
  ...uncertain('§5'),
} as const;

/** Advanced machine detection (ncco.md §5). */
const DETECTION = {
  behavior: {
    value: { is: 'word', words: ['continue', 'hangup'] },
    about: 'What happens when a machine answers.',
    ...stated('§5'),
  },
  mode: {
    value: { is: 'word', words: ['default', 'detect', 'detect_beep'] },
    default: 'detect',
    about:
      '`default`: the NCCO goes on meanwhile; `detect`: it waits for the result; `detect_beep`: for the beep.',
    ...stated('§5'),
  },
  // The reference sends the reader to the REST page, which has the underscore; SDKs and samples write both.
  beep_timeout: BEEP_TIMEOUT,
  beepTimeout: { ...BEEP_TIMEOUT, sameAs: 'beep_timeout' },
  callScreener: {
    value: BOOLEAN,
    about: 'Seen in a sample only.',
    standing: 'undocumented',
    ...uncertain('§5'),
  },
} as const satisfies OptionTable;

const ADVANCED_DETECTION = {
  value: { is: 'object', options: DETECTION },
  about: 'Finds out whether a person or a machine answers; goes before `machineDetection`. Charged for.',
} as const;

/** Calls somebody and joins them to the call (ncco.md §4). */
export const CONNECT = {
  endpoint: {
    value: { is: 'list', of: { is: 'variant', by: 'type', of: ENDPOINTS }, minItems: 1, maxItems: 1 },
    required: true,
    about: 'An array with the one endpoint to call.',
    ...stated('§4'),
  },
  from: {
    value: { is: 'text', format: 'phone-number' },
    about: 'The number that the called party sees: one of your Vonage numbers.',
    ...stated('§4'),
  },
  randomFromNumber: {
    value: BOOLEAN,
    default: false,
    about: "Takes one of the application's numbers. Not together with `from`.",
    ...stated('§4'),
  },
  eventType: {
    value: { is: 'word', words: ['synchronous'] },
    about: 'The reply to an event about a call that failed may be an NCCO.',
    ...stated('§4'),
  },
  timeout: {
    // The Java SDK goes up to 7200, the schema of 2021 begins at 0.
    value: integer({ min: 1, max: 120, widest: { min: 0, max: 7200 }, unit: 'seconds' }),
    default: 60,
    about: 'How long it rings.',
    ...stated('§4'),
  },
  limit: {
    value: integer({ min: 1, max: 7200, widest: { min: 0 }, unit: 'seconds' }),
    default: 7200,
    about: 'How long the call may last.',
    ...stated('§4'),
  },
  machineDetection: {
    value: { is: 'word', words: ['continue', 'hangup'] },
    about: 'What happens when a machine answers.',
    ...stated('§4'),
  },
  advancedMachineDetection: { ...ADVANCED_DETECTION, ...stated('§5') },
  advanced_machine_detection: {
    ...ADVANCED_DETECTION,
    sameAs: 'advancedMachineDetection',
    standing: 'undocumented',
    ...uncertain('§5'),
  },
  eventUrl: { ...EVENT_URL, about: 'Where the events of the new leg go.', ...stated('§4') },
  eventMethod: { ...EVENT_METHOD, ...stated('§4') },
  ringbackTone: RINGBACK_TONE,
} as const satisfies OptionTable;
