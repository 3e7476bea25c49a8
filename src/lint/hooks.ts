import { ACTIONS } from '../vonage/ncco.ts';
import { ENDPOINTS } from '../vonage/ncco/endpoints.ts';
import type { Visitor } from './rule.ts';

/** For each moment of the walk the functions that want to be called. */
export type Hooks = { readonly [K in keyof Visitor]-?: readonly NonNullable<Visitor[K]>[] };

const TEXT_FORMATS = [
  'plain',
  'http-url',
  'websocket-url',
  'sip-uri',
  'phone-number',
  'leg-id',
  'conversation-id',
  'language',
  'ssml-or-text',
];

const MOMENTS = [
  'root',
  'ncco',
  'entry',
  'strangeEndpoint',
  'object',
  'unknown',
  'option',
  'misfit',
  'number',
  'list',
  'anyText',
  ...Object.keys(ACTIONS).map((name) => `action ${name}`),
  ...Object.keys(ENDPOINTS).map((name) => `endpoint ${name}`),
  ...TEXT_FORMATS.map((format) => `text ${format}`),
];

/** Gathers the functions of all visitors by moment, in the order of the visitors. */
export const gatherHooks = (visitors: readonly Visitor[]): Hooks => {
  const entries = MOMENTS.map((moment) => [
    moment,
    visitors.flatMap((visitor) => {
      const hook: unknown = Object.hasOwn(visitor, moment) ? visitor[moment as keyof Visitor] : undefined;
      return hook === undefined ? [] : [hook];
    }),
  ]);
  // The moments are the visitor's own keys; a test holds them equal.
  return Object.fromEntries(entries) as Hooks;
};
