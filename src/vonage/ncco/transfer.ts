import { type OptionTable, stated, uncertain } from './option.ts';
import { CAN_HEAR, CAN_SPEAK, MUTE } from './values.ts';

const CONVERSATION_ID = { is: 'text', format: 'conversation-id' } as const;

/** Moves all legs into another conversation; later actions do not run (ncco.md §11). */
export const TRANSFER = {
  conversationId: {
    value: CONVERSATION_ID,
    required: true,
    about: 'The conversation to move to; it has to exist.',
    ...stated('§11'),
  },
  // The table of the reference has this one, its example and all SDKs the one above.
  conversation_id: {
    value: CONVERSATION_ID,
    sameAs: 'conversationId',
    about: 'Another spelling of `conversationId`.',
    ...uncertain('§11'),
  },
  canHear: CAN_HEAR,
  canSpeak: CAN_SPEAK,
  mute: MUTE,
} as const satisfies OptionTable;
