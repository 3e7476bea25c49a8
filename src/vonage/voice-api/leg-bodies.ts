import type { OptionsOf, OptionTable } from '../ncco/option.ts';
import { STREAM } from '../ncco/stream.ts';
import { TALK } from '../ncco/talk.ts';
import { URL_LIST } from '../ncco/values.ts';
import { stated } from './facts.ts';

/** The body of `PUT /v1/calls/{uuid}/talk` (voice-api.md §6): an NCCO's `talk` in snake case, without `bargeIn`. */
export const PUT_TALK = {
  // The 1500 characters of an NCCO are not stated here.
  text: { ...TALK.text, value: { is: 'text', format: 'ssml-or-text' }, ...stated('§6') },
  language: { ...TALK.language, ...stated('§6') },
  style: { ...TALK.style, ...stated('§6') },
  premium: { ...TALK.premium, ...stated('§6') },
  voice_name: { ...TALK.voiceName, ...stated('§6') },
  loop: { ...TALK.loop, ...stated('§6') },
  level: { ...TALK.level, ...stated('§6') },
} as const satisfies OptionTable;

/** The body of `PUT /v1/calls/{uuid}/stream` (§6). */
export const PUT_STREAM = {
  stream_url: { ...STREAM.streamUrl, ...stated('§6') },
  loop: { ...STREAM.loop, ...stated('§6') },
  level: { ...STREAM.level, ...stated('§6') },
} as const satisfies OptionTable;

/** The body of `PUT /v1/calls/{uuid}/dtmf` (§7). */
export const PUT_DTMF = {
  digits: {
    value: { is: 'text', pattern: '^[0-9*#p]+$' },
    required: true,
    about: 'Keys to press; `p` is half a second of rest.',
    ...stated('§7'),
  },
} as const satisfies OptionTable;

/** The body of `PUT /v1/calls/{uuid}/input/dtmf` (§8). */
export const PUT_DTMF_LISTENER = {
  event_url: {
    value: URL_LIST,
    required: true,
    about: 'An array with the URL that is told of every key.',
    ...stated('§8'),
  },
} as const satisfies OptionTable;

export type PutTalk = OptionsOf<typeof PUT_TALK>;
export type PutStream = OptionsOf<typeof PUT_STREAM>;
