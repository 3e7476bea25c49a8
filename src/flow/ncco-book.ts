import type { JsonObject } from '../vonage/json.ts';
import { LAST_RESORT } from './built-in-nccos.ts';
import type { CompiledNcco } from './compiled-ncco.ts';
import type { When } from './when.ts';

/** Public addresses of this run by name: every NCCO, and `event`, `answer`, `fallback` and `rtc` for the slots. */
export type Urls = Readonly<Record<string, string>>;

/** All public addresses of this run, by the name that templates and functions know them by. */
export interface Addresses {
  readonly urls: Urls;
  /** WebSockets of the user's own server, and ours: `{{ wss.bot }}`. */
  readonly wss: Urls;
}

/** Names of `urls.…` that are slots; no NCCO may have one of them. */
export const SLOT_URL_NAMES = ['event', 'answer', 'fallback', 'rtc'] as const;

/** One NCCO as it is served. */
export interface Served {
  /** The NCCO that was chosen in the end: `sales` when a branch of `menu` led there. */
  readonly name: string;
  /** Compact JSON to send. */
  readonly text: string;
  /** The names of its actions, in order. */
  readonly actions: readonly string[];
  /** Why the last-resort NCCO was served instead, in words; empty when all went well. */
  readonly problems: readonly string[];
}

/** At once, or when a function of the config has answered. */
export type Serving = Served | Promise<Served>;

/** The NCCOs of a config. */
export interface NccoBook {
  readonly names: readonly string[];
  /** How many there are, with those that have no name: they stand in `answer`, or in a branch. */
  readonly count: number;
  /** Whether the config says what to answer with; without, `answer` serves the last resort. */
  readonly hasAnswer: boolean;
  /** Whether the config says what answers for a server that does not. */
  readonly hasSafetyNet: boolean;
  /** What is always there. */
  readonly apology: Served;
  /** The NCCO for a call that comes in. `fields` are the webhook's, with nested objects as objects. */
  answer(fields: JsonObject, addresses: Addresses): Serving;
  /** The NCCO of this name for a webhook; undefined when there is none of this name. */
  serve(name: string, fields: JsonObject, addresses: Addresses): Serving | undefined;
  /** The NCCO that takes the place of one that would drop the call: the config's, or an apology. */
  safetyNet(fields: JsonObject, addresses: Addresses): Serving;
}

/** What a name in a config stands for. */
export type Ncco =
  | {
      readonly kind: 'actions';
      /** How it is called where it is served. */
      readonly label: string;
      readonly ncco: CompiledNcco;
    }
  | { readonly kind: 'branches'; readonly branches: readonly Branch[] }
  | { readonly kind: 'computed'; readonly label: string; readonly compute: Compute }
  | { readonly kind: 'name'; readonly name: string };

/** An NCCO that a function of the config makes for each webhook. Never rejects. */
export type Compute = (fields: JsonObject, addresses: Addresses) => Promise<Computed>;

export type Computed =
  /** Sent as it is: what a caller said may be in it, and must not be read as a template. */
  | { readonly is: 'ncco'; readonly text: string; readonly actions: readonly string[] }
  | { readonly is: 'name'; readonly name: string }
  /** What went wrong, as the rest of a sentence: `throws …`. */
  | { readonly is: 'problem'; readonly problem: string };

export interface Branch {
  /** Absent: always. */
  readonly when?: When;
  readonly ncco: Ncco;
}

export interface BookPlan {
  /** Names lead to an end: `nameCycle` finds none. */
  readonly nccos: ReadonlyMap<string, Ncco>;
  readonly answer: Ncco | undefined;
  readonly safetyNet?: Ncco | undefined;
}

/** The name under which `LAST_RESORT` is served. */
const LAST_RESORT_NAME = 'last-resort';

/** Makes a book of a checked plan. Everything is compiled already: serving only chooses and fills in. */
export const nccoBook = ({ nccos, answer, safetyNet }: BookPlan): NccoBook => {
  const constant = new WeakMap<CompiledNcco, Served>();

  const serveActions = (
    label: string,
    ncco: CompiledNcco,
    fields: JsonObject,
    addresses: Addresses,
  ): Served => {
    const known = constant.get(ncco);
    if (known) return known;
    // Ours last: a webhook field of that name must not point calls elsewhere.
    const result = ncco.render({ ...fields, ...addresses });
    if (!result.ok) return lastResort(`NCCO "${label}" ${result.problem}`);
    const served: Served = { name: label, text: result.text, actions: ncco.actions, problems: [] };
    if (ncco.constantText !== undefined) constant.set(ncco, served);
    return served;
  };

  /** `way`: the names that functions have led to. Names that stand in the config never lead in a circle. */
  const serveNcco = (
    ncco: Ncco,
    name: string,
    fields: JsonObject,
    addresses: Addresses,
    way: readonly string[],
  ): Serving => {
    if (ncco.kind === 'actions') return serveActions(ncco.label, ncco.ncco, fields, addresses);
    if (ncco.kind === 'computed') return serveComputed(ncco, fields, addresses, way);
    if (ncco.kind === 'name') {
      const named = nccos.get(ncco.name);
      return named
        ? serveNcco(named, ncco.name, fields, addresses, way)
        : lastResort(`there is no NCCO "${ncco.name}"`);
    }
    for (const [index, branch] of ncco.branches.entries()) {
      try {
        if (branch.when && !branch.when(fields, addresses)) continue;
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        return lastResort(`the "when" of branch ${index + 1} of "${name}" ${words}`);
      }
      return serveNcco(branch.ncco, name, fields, addresses, way);
    }
    return lastResort(`no branch of "${name}" matches this webhook`);
  };

  const serveComputed = async (
    { label, compute }: Extract<Ncco, { kind: 'computed' }>,
    fields: JsonObject,
    addresses: Addresses,
    way: readonly string[],
  ): Promise<Served> => {
    const result = await compute(fields, addresses);
    if (result.is === 'problem') return lastResort(`the function of "${label}" ${result.problem}`);
    if (result.is === 'ncco') {
      return { name: label, text: result.text, actions: result.actions, problems: [] };
    }
    const { name } = result;
    if (!nccos.has(name)) return lastResort(`the function of "${label}" returns "${name}", which is no NCCO`);
    if (way.includes(name))
      return lastResort(`functions lead in a circle: ${[...way, name].map((one) => `"${one}"`).join(' → ')}`);
    return serveNcco({ kind: 'name', name }, name, fields, addresses, [...way, name]);
  };

  return {
    names: [...nccos.keys()],
    count: [...nccos.values(), answer, safetyNet].reduce((sum, ncco) => sum + countOf(ncco), 0),
    hasAnswer: answer !== undefined,
    hasSafetyNet: safetyNet !== undefined,
    apology: apology([]),
    answer: (fields, addresses) =>
      answer
        ? serveNcco(answer, 'answer', fields, addresses, [])
        : lastResort('the config has no `answer`: it does not say which NCCO answers a call'),
    serve: (name, fields, addresses) => {
      const ncco = nccos.get(name);
      return ncco && serveNcco(ncco, name, fields, addresses, []);
    },
    safetyNet: (fields, addresses) =>
      safetyNet ? serveNcco(safetyNet, 'safety net', fields, addresses, []) : apology([]),
  };
};

/** A name stands for an NCCO that is counted where it is written. */
const countOf = (ncco: Ncco | undefined): number => {
  if (ncco === undefined || ncco.kind === 'name') return 0;
  return ncco.kind === 'branches' ? ncco.branches.reduce((sum, branch) => sum + countOf(branch.ncco), 0) : 1;
};

const lastResort = (problem: string): Served => apology([`${problem}; the caller hears an apology`]);

const apology = (problems: readonly string[]): Served => ({
  name: LAST_RESORT_NAME,
  text: JSON.stringify(LAST_RESORT),
  actions: LAST_RESORT.map(({ action }) => action),
  problems,
});
