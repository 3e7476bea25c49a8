import { type OptionTable, stated } from './option.ts';
import { decimal } from './values.ts';

/** Does nothing for a while (ncco.md §11). */
export const WAIT = {
  timeout: {
    value: decimal({ min: 0.1, max: 7200, unit: 'seconds', outside: 'clamped' }),
    default: 10,
    about: 'For how long; a value outside the bounds becomes the nearest bound.',
    ...stated('§11'),
  },
} as const satisfies OptionTable;
