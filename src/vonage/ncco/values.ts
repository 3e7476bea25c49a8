import type { Option, Value } from './option.ts';
import { stated, uncertain } from './option.ts';

export const TEXT = { is: 'text' } as const satisfies Value;
export const HTTP_URL = { is: 'text', format: 'http-url' } as const satisfies Value;
export const BOOLEAN = { is: 'boolean', fromText: true } as const satisfies Value;
export const JSON_OBJECT = { is: 'json' } as const satisfies Value;
export const LEG_IDS = { is: 'list', of: { is: 'text', format: 'leg-id' } } as const satisfies Value;

/** One URL inside an array, also when there is but one (ncco.md §1 row 6). */
export const URL_LIST = { is: 'list', of: HTTP_URL, minItems: 1, maxItems: 1 } as const satisfies Value;

/** A whole number within bounds; both are included. */
export const integer = <const B extends Bounds>(bounds: B) =>
  ({ is: 'integer', fromText: true, ...bounds }) as const;
export const decimal = <const B extends Bounds>(bounds: B) =>
  ({ is: 'number', fromText: true, ...bounds }) as const;

interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly widest?: { readonly min?: number; readonly max?: number };
  readonly unit?: 'seconds' | 'percent';
  readonly outside?: 'clamped';
}

export const EVENT_URL = {
  value: URL_LIST,
  about: "Where this action's webhooks go, instead of the application's event URL.",
  ...stated('§1'),
} as const satisfies Option;

export const EVENT_METHOD = {
  value: { is: 'word', words: ['GET', 'POST'], ignoreCase: true },
  default: 'POST',
  about: 'The HTTP method for `eventUrl`.',
  ...stated('§1'),
} as const satisfies Option;

export const BARGE_IN = {
  value: BOOLEAN,
  default: false,
  about: 'Stops when the caller presses a key or speaks; an `input` action has to follow.',
  ...stated('§8'),
} as const satisfies Option;

export const LOOP = {
  value: integer({ min: 0 }),
  default: 1,
  about: 'How often it is played; 0 is for ever.',
  ...stated('§6, §7'),
} as const satisfies Option;

export const LEVEL = {
  value: decimal({ min: -1, max: 1 }),
  default: 0,
  about: 'The volume; 0 is unchanged.',
  ...stated('§6, §7'),
} as const satisfies Option;

export const CAN_SPEAK = {
  value: LEG_IDS,
  about: 'The legs that hear this participant; all when left out, none when empty.',
  ...stated('§3, §11'),
} as const satisfies Option;

export const CAN_HEAR = {
  value: LEG_IDS,
  about: 'The legs that this participant hears; all when left out, none when empty.',
  ...stated('§3, §11'),
} as const satisfies Option;

export const MUTE = {
  value: BOOLEAN,
  default: false,
  about: 'Mutes the participant. Not together with `canSpeak`.',
  ...stated('§3, §11'),
} as const satisfies Option;

/** Seen in samples and one SDK only. */
export const PROVIDER_OPTIONS = {
  value: JSON_OBJECT,
  about: 'Settings for the provider, in its own words.',
  ...uncertain('§2, §6, §9'),
} as const satisfies Option;
