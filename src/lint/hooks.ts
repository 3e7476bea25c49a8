import type { Visitor } from './rule.ts';

type Moment = Exclude<keyof Visitor, `${'action' | 'endpoint' | 'ncco with' | 'option' | 'text'} ${string}`>;
/** What visitors do at one moment, in their order. */
export type Functions<K extends keyof Visitor> = readonly NonNullable<Visitor[K]>[];

/** The functions that want to be called at a moment of the walk, in the order of the visitors. */
export type FunctionsFor = <K extends keyof Visitor>(moment: K) => Functions<K>;

/** Gathers the functions of all visitors by moment. */
export const gatherFunctions = (visitors: readonly Visitor[]): FunctionsFor => {
  const gathered = new Map<string, unknown[]>();
  for (const visitor of visitors) {
    for (const [moment, visit] of Object.entries(visitor)) {
      const others = gathered.get(moment);
      if (others) others.push(visit);
      else gathered.set(moment, [visit]);
    }
  }
  // Each was found under its own moment.
  return <K extends keyof Visitor>(moment: K) => (gathered.get(moment) ?? NONE) as Functions<K>;
};

const NONE: readonly never[] = [];

/** The functions for the moments that do not belong to one action, endpoint, option or format. */
export type Hooks = { readonly [K in Moment]: Functions<K> };

/** Looks the functions up once that are wanted all the time. */
export const hooksOf = (functionsFor: FunctionsFor): Hooks => ({
  root: functionsFor('root'),
  ncco: functionsFor('ncco'),
  entry: functionsFor('entry'),
  strangeEndpoint: functionsFor('strangeEndpoint'),
  lacking: functionsFor('lacking'),
  unknown: functionsFor('unknown'),
  oddOption: functionsFor('oddOption'),
  misfit: functionsFor('misfit'),
  outOfBounds: functionsFor('outOfBounds'),
  wrongCount: functionsFor('wrongCount'),
  emptyText: functionsFor('emptyText'),
  oddText: functionsFor('oddText'),
  spoken: functionsFor('spoken'),
});
