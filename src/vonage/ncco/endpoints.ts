import { type OptionTable, stated, uncertain, type VariantDescription } from './option.ts';
import { HTTP_URL, JSON_OBJECT, TEXT } from './values.ts';

export const RINGBACK_TONE = {
  // The documents disagree with themselves: an array of one is taken too.
  value: { ...HTTP_URL, orList: true },
  about: 'The URL of a sound that the caller hears until the call is connected.',
  ...stated('§4'),
} as const;

const ON_ANSWER = {
  url: {
    value: HTTP_URL,
    required: true,
    about: 'Serves an NCCO for the called party before it joins. A text, not an array.',
    ...stated('§4.1'),
  },
  ringbackTone: { ...RINGBACK_TONE, ...stated('§4.1') },
  ringback: { ...RINGBACK_TONE, sameAs: 'ringbackTone', standing: 'deprecated', ...stated('§4.1') },
} as const satisfies OptionTable;

const PHONE = {
  number: {
    value: { is: 'text', format: 'phone-number' },
    required: true,
    about: 'Digits with the country code, without `+`.',
    ...stated('§4.1'),
  },
  dtmfAnswer: {
    value: { is: 'text', pattern: '^[0-9*#p]*$' },
    about: 'Keys that are pressed once the call is answered; `p` is half a second of rest.',
    ...stated('§4.1'),
  },
  onAnswer: {
    value: { is: 'object', options: ON_ANSWER },
    about: 'What the called party hears before it joins.',
    ...stated('§4.1'),
  },
  shaken: { value: TEXT, about: 'The STIR/SHAKEN Identity header, on request.', ...stated('§4.1') },
} as const satisfies OptionTable;

const APP = {
  user: { value: TEXT, required: true, about: 'The name of a user of the application.', ...stated('§4.2') },
} as const satisfies OptionTable;

const AUTHORIZATION = {
  type: {
    value: { is: 'word', words: ['vonage', 'custom'] },
    default: 'vonage',
    about: '`vonage`: the JWT of signed webhooks; `custom`: what `value` says.',
    ...stated('§4.3'),
  },
  value: {
    // Java's limit; Vonage states none.
    value: { is: 'text', maxLength: 8191 },
    about: 'The whole Authorization header, for `custom`.',
    ...stated('§4.3'),
  },
} as const satisfies OptionTable;

/** The most bytes of `headers` as JSON (ncco.md §4.3, stated in 2021). */
export const WEBSOCKET_HEADERS_BYTES = 512;

const WEBSOCKET = {
  uri: {
    value: { is: 'text', format: 'websocket-url', pattern: '^wss?:' },
    required: true,
    about: 'The address of the WebSocket server.',
    ...stated('§4.3'),
  },
  'content-type': {
    value: {
      is: 'text',
      known: ['audio/l16;rate=8000', 'audio/l16;rate=16000', 'audio/l16;rate=24000'],
    },
    required: true,
    about: 'The form of the audio. With a dash, unlike all other options.',
    ...stated('§4.3'),
  },
  headers: {
    value: JSON_OBJECT,
    about: 'Data for the first text frame and for the event webhooks; not HTTP headers.',
    ...stated('§4.3'),
  },
  authorization: {
    value: { is: 'object', options: AUTHORIZATION },
    about: 'What the handshake carries as its Authorization header.',
    ...stated('§4.3'),
  },
} as const satisfies OptionTable;

const STANDARD_HEADERS = {
  'User-to-User': {
    value: { is: 'text', maxLength: 256 },
    about: 'The header of RFC 7433.',
    ...stated('§4.4'),
  },
} as const satisfies OptionTable;

const SIP = {
  uri: {
    value: { is: 'text', format: 'sip-uri', pattern: '^sips?:' },
    about: 'Where to call. Not together with `user` and `domain`.',
    ...stated('§4.4'),
  },
  user: { value: TEXT, about: 'The user at `domain`.', ...stated('§4.4') },
  domain: { value: TEXT, about: 'The name of a SIP trunk of the account.', ...stated('§4.4') },
  headers: { value: { is: 'text-map' }, about: 'Sent as `X-…` headers of the INVITE.', ...stated('§4.4') },
  standardHeaders: {
    value: { is: 'object', options: STANDARD_HEADERS },
    about: 'Headers that keep their names.',
    ...stated('§4.4'),
  },
  standard_headers: {
    value: { is: 'object', options: STANDARD_HEADERS },
    about: 'What the .NET SDK writes for `standardHeaders`.',
    sameAs: 'standardHeaders',
    standing: 'undocumented',
    ...uncertain('§4.4'),
  },
} as const satisfies OptionTable;

const VBC = {
  extension: {
    value: TEXT,
    required: true,
    about: 'The extension in the business phone system.',
    ...stated('§4.5'),
  },
} as const satisfies OptionTable;

/** Whom a `connect` can call, by `type` (ncco.md §4.1 to §4.5). */
export const ENDPOINTS = {
  phone: { about: 'A phone number.', options: PHONE },
  app: { about: 'A user of the application, who has a Client SDK.', options: APP },
  websocket: { about: 'A WebSocket server, which hears the call and speaks in it.', options: WEBSOCKET },
  sip: { about: 'A SIP address.', options: SIP, oneOf: ['uri', 'domain'] },
  vbc: { about: 'An extension of Vonage Business Communications.', options: VBC },
} as const satisfies Record<string, VariantDescription>;
