import { CONNECT } from '../ncco/connect.ts';
import type { OptionsOf, OptionTable, Value, VariantOf } from '../ncco/option.ts';
import { BOOLEAN, EVENT_METHOD, EVENT_URL, integer, URL_LIST } from '../ncco/values.ts';
import { CALL_ENDPOINTS } from './call-endpoints.ts';
import { stated } from './facts.ts';

/** An NCCO inside a body; what is in it, `readNcco` reads. */
export const INLINE_NCCO = { is: 'list', of: { is: 'json' } } as const satisfies Value;

const CALLER = {
  type: {
    value: { is: 'word', words: ['phone'] },
    default: 'phone',
    about: 'Always `phone`.',
    ...stated('§2'),
  },
  number: {
    value: { is: 'text', pattern: '^(\\+?\\d{1,15}|sips?:\\S+)$' },
    required: true,
    about: 'One of your Vonage numbers, or a SIP URI.',
    ...stated('§2'),
  },
} as const satisfies OptionTable;

/** The body of `POST /v1/calls` (voice-api.md §2). */
export const CREATE_CALL = {
  to: {
    value: { is: 'list', of: { is: 'variant', by: 'type', of: CALL_ENDPOINTS }, minItems: 1, maxItems: 1 },
    required: true,
    about: 'An array with the one endpoint to call.',
    ...stated('§2'),
  },
  ncco: { value: INLINE_NCCO, about: 'What the call runs. Not together with `answer_url`.', ...stated('§2') },
  answer_url: {
    value: URL_LIST,
    about: 'An array with the URL that is asked for the NCCO when the call is answered.',
    ...stated('§2'),
  },
  answer_method: { ...EVENT_METHOD, default: 'GET', about: 'The method for `answer_url`.', ...stated('§2') },
  from: {
    value: { is: 'object', options: CALLER },
    about: 'What the callee sees. Not together with `random_from_number`.',
    ...stated('§2'),
  },
  random_from_number: {
    value: BOOLEAN,
    default: false,
    about: "Takes one of the application's numbers.",
    ...stated('§2'),
  },
  event_url: {
    ...EVENT_URL,
    about: "Where the call's events go; needed when the application has no event URL.",
    ...stated('§2'),
  },
  event_method: { ...EVENT_METHOD, ...stated('§2') },
  machine_detection: { ...CONNECT.machineDetection, ...stated('§2') },
  advanced_machine_detection: { ...CONNECT.advancedMachineDetection, ...stated('§2') },
  length_timer: {
    value: integer({ min: 1, max: 86_400, unit: 'seconds' }),
    default: 7200,
    about: 'How long the call may last, counted from its answer.',
    ...stated('§2'),
  },
  ringing_timer: {
    value: integer({ min: 1, max: 120, unit: 'seconds' }),
    default: 60,
    about: 'How long it rings.',
    ...stated('§2'),
  },
} as const satisfies OptionTable;

/** A body of `POST /v1/calls` as it was read. */
export type CreateCall = OptionsOf<typeof CREATE_CALL>;
/** Whom to call. */
export type CallEndpoint = VariantOf<'type', typeof CALL_ENDPOINTS>;
