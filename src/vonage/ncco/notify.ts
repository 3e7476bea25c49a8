import { type OptionTable, stated } from './option.ts';
import { EVENT_METHOD, EVENT_URL, JSON_OBJECT } from './values.ts';

/** Sends a webhook of your own (ncco.md §10). */
export const NOTIFY = {
  payload: {
    value: JSON_OBJECT,
    required: true,
    about: 'Any object; it comes back as `payload`.',
    ...stated('§10'),
  },
  eventUrl: { ...EVENT_URL, required: true, about: 'Where it is sent.', ...stated('§10') },
  eventMethod: { ...EVENT_METHOD, ...stated('§10') },
} as const satisfies OptionTable;
