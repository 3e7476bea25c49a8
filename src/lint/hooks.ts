import type { TextFormat } from '../vonage/ncco/option.ts';
import type { ActionName, EndpointType } from '../vonage/ncco.ts';
import type { Visitor } from './rule.ts';

type Moment = Exclude<keyof Visitor, `${'action' | 'endpoint' | 'text'} ${string}`>;
type Functions<K extends keyof Visitor> = readonly NonNullable<Visitor[K]>[];

/**
 * For each moment of the walk the functions that want to be called. What is chosen by a word has a table of its own:
 * to put the key together for each value would cost more than the call.
 */
export type Hooks = { readonly [K in Moment]: Functions<K> } & {
  readonly action: { readonly [A in ActionName]: Functions<`action ${A}`> };
  readonly endpoint: { readonly [E in EndpointType]: Functions<`endpoint ${E}`> };
  readonly text: { readonly [F in TextFormat | 'plain']: Functions<`text ${F}`> };
};

/** Gathers the functions of all visitors by moment, in the order of the visitors. */
export const gatherHooks = (visitors: readonly Visitor[]): Hooks => {
  // Each visitor's own function for the moment, or none.
  const of = <K extends keyof Visitor>(moment: K): Functions<K> =>
    visitors.flatMap((visitor) => visitor[moment] ?? []) as unknown as Functions<K>;
  return {
    root: of('root'),
    ncco: of('ncco'),
    entry: of('entry'),
    strangeEndpoint: of('strangeEndpoint'),
    object: of('object'),
    unknown: of('unknown'),
    oddOption: of('oddOption'),
    misfit: of('misfit'),
    outOfBounds: of('outOfBounds'),
    wrongCount: of('wrongCount'),
    emptyText: of('emptyText'),
    oddText: of('oddText'),
    action: {
      record: of('action record'),
      conversation: of('action conversation'),
      connect: of('action connect'),
      talk: of('action talk'),
      stream: of('action stream'),
      input: of('action input'),
      notify: of('action notify'),
      wait: of('action wait'),
      transfer: of('action transfer'),
    },
    endpoint: {
      phone: of('endpoint phone'),
      app: of('endpoint app'),
      websocket: of('endpoint websocket'),
      sip: of('endpoint sip'),
      vbc: of('endpoint vbc'),
    },
    text: {
      plain: of('text plain'),
      'http-url': of('text http-url'),
      'websocket-url': of('text websocket-url'),
      'sip-uri': of('text sip-uri'),
      'phone-number': of('text phone-number'),
      'leg-id': of('text leg-id'),
      'conversation-id': of('text conversation-id'),
      language: of('text language'),
      'ssml-or-text': of('text ssml-or-text'),
    },
  };
};
