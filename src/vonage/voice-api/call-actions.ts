import type { Description, OptionsOf, OptionTable } from '../ncco/option.ts';
import { URL_LIST } from '../ncco/values.ts';
import { INLINE_NCCO } from './create-call.ts';
import { stated } from './facts.ts';

const DESTINATION = {
  type: {
    // Also with `url`.
    value: { is: 'word', words: ['ncco'] },
    required: true,
    about: 'Always `ncco`.',
    ...stated('§5'),
  },
  url: { value: URL_LIST, about: 'An array with the URL that serves the NCCO.', ...stated('§5') },
  ncco: { value: INLINE_NCCO, about: 'The NCCO itself. Not together with `url`.', ...stated('§5') },
} as const satisfies OptionTable;

const TRANSFER = {
  destination: {
    value: { is: 'object', options: DESTINATION },
    required: true,
    about: 'What the leg runs from now on.',
    ...stated('§5'),
  },
} as const satisfies OptionTable;

/** What `PUT /v1/calls/{uuid}` can do, by `action` (voice-api.md §5). */
export const CALL_ACTIONS = {
  hangup: { options: {} },
  mute: { options: {} },
  unmute: { options: {} },
  earmuff: { options: {} },
  unearmuff: { options: {} },
  transfer: { options: TRANSFER },
} as const satisfies Record<string, Description>;

export type CallAction = keyof typeof CALL_ACTIONS;

/** Where a transfer leads: exactly one of `url` and `ncco`. */
export type TransferDestination = OptionsOf<typeof DESTINATION>;

export const isCallAction = (name: unknown): name is CallAction =>
  typeof name === 'string' && Object.hasOwn(CALL_ACTIONS, name);
