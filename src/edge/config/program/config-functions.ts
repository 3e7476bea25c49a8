import type { Addresses, Compute, Computed } from '../../../flow/ncco-book.ts';
import type { When } from '../../../flow/when.ts';
import { didYouMean } from '../../../text/did-you-mean.ts';
import { pathWords } from '../../../text/path-words.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../vonage/json.ts';
import { SLOTS } from '../../../vonage/slots.ts';
import { found } from '../found.ts';
import { thrownWords } from './load-program.ts';
import { thrownAt } from './module-fault.ts';
import { type AnyFunction, programValue } from './program-value.ts';

/** The functions of a config, by what stands in their place in its value. */
export interface ConfigFunctions {
  /** The NCCO function at a place, ready to be asked. */
  readonly nccoAt: (value: Json) => Compute | undefined;
  readonly whenAt: (value: Json) => When | undefined;
}

/** A config that no program made has none. */
export const NO_FUNCTIONS: ConfigFunctions = { nccoAt: () => undefined, whenAt: () => undefined };

/** Vonage stops waiting for an answer at the slot's limit; the apology has to be there before, through the tunnel. */
const PATIENCE_MILLISECONDS = SLOTS['voice.answer'].socketTimeout - 1_000;

/**
 * Makes the functions of a config safe to ask: whatever they do becomes an NCCO or a problem in words.
 *
 * @param files the files that they may be written in
 * @param nameOf how a file is shown
 */
export const configFunctions = (
  functions: ReadonlyMap<Json, AnyFunction>,
  files: ReadonlySet<string>,
  nameOf: (file: string) => string,
): ConfigFunctions => {
  const placed = (error: unknown): string => {
    const at = thrownAt(error, files);
    return `${thrownWords(error)}${at ? ` (${nameOf(at.file)}:${at.line})` : ''}`;
  };
  const get = (value: Json) => functions.get(value);
  return {
    nccoAt: (value) => {
      const ask = get(value);
      return ask && ((fields, addresses) => computed(ask, fields, addresses, placed));
    },
    whenAt: (value) => {
      const ask = get(value);
      return ask && ((fields, addresses) => decided(ask, fields, addresses, placed));
    },
  };
};

/** A copy: what a function does to the webhook must not change the record of it. */
const argumentsOf = (fields: JsonObject, addresses: Addresses): readonly [JsonObject, Addresses] => [
  structuredClone(fields),
  {
    urls: new Proxy({ ...addresses.urls }, onlyKnown('urls')),
    wss: new Proxy({ ...addresses.wss }, onlyKnown('wss')),
  },
];

/** A name without an address would end up as `undefined` in a URL. */
const onlyKnown = (root: 'urls' | 'wss'): ProxyHandler<Record<string, string>> => ({
  get: (known, name) => {
    if (typeof name === 'symbol' || name in known) return Reflect.get(known, name);
    const names = Object.keys(known);
    const hint = didYouMean(name, names) ?? `addresses: ${names.join(', ') || 'none'}`;
    throw new Error(`there is no address ${root}.${name}; ${hint}`);
  },
});

const decided = (
  ask: AnyFunction,
  fields: JsonObject,
  addresses: Addresses,
  placed: (error: unknown) => string,
): boolean => {
  let result: unknown;
  try {
    result = ask(...argumentsOf(fields, addresses));
  } catch (error) {
    throw new Error(`throws ${placed(error)}`);
  }
  if (isThenable(result)) {
    // Nobody waits for it, so its failure must not be one that nobody caught.
    void Promise.resolve(result).catch(() => {});
    throw new Error('returns a promise; it has to return true or false at once');
  }
  return Boolean(result);
};

const computed = async (
  ask: AnyFunction,
  fields: JsonObject,
  addresses: Addresses,
  placed: (error: unknown) => string,
): Promise<Computed> => {
  try {
    const result = await withinPatience(async () => ask(...argumentsOf(fields, addresses)));
    return result === TOO_LONG
      ? problem(`has not answered after ${PATIENCE_MILLISECONDS / 1000} seconds`)
      : readResult(result);
  } catch (error) {
    return problem(`throws ${placed(error)}`);
  }
};

const problem = (words: string): Computed => ({ is: 'problem', problem: words });

const readResult = (result: unknown): Computed => {
  if (result === undefined || result === null) return problem('returns nothing');
  if (typeof result === 'string') return { is: 'name', name: result };
  if (typeof result === 'function') return problem('returns a function; an NCCO is a list of actions');
  const { value, faults } = programValue(result);
  const [fault] = faults;
  if (fault) return problem(`returns no NCCO: ${at(fault.path)}${fault.message}`);
  if (!Array.isArray(value)) return problem(`returns ${found(value)}; an NCCO is a list of actions`);
  const actions: string[] = [];
  for (const [index, entry] of (value as readonly Json[]).entries()) {
    const action = isJsonObject(entry) ? entry['action'] : undefined;
    if (typeof action !== 'string') return problem(`returns no NCCO: [${index}] has no "action"`);
    actions.push(action);
  }
  return { is: 'ncco', text: JSON.stringify(value), actions };
};

const at = (path: readonly (string | number)[]): string => (path.length === 0 ? '' : `${pathWords(path)}: `);

const isThenable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

const TOO_LONG = Symbol('too long');

const withinPatience = async (work: () => Promise<unknown>): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<typeof TOO_LONG>((resolve) => {
    timer = setTimeout(() => resolve(TOO_LONG), PATIENCE_MILLISECONDS);
  });
  try {
    return await Promise.race([work(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
};
