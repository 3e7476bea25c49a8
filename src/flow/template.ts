import type { Liquid, Template as LiquidTemplate } from 'liquidjs';
import { didYouMean } from '../text/did-you-mean.ts';
import { isJsonObject, type Json, type JsonObject } from '../vonage/json.ts';

/** A text with `{{ … }}`, understood. */
export interface Template {
  /** The text with the values of one webhook put in, or why that could not be done. The result is always text. */
  render(
    scope: JsonObject,
  ): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };
}

/** Why a text is no template, and the part of it that is to blame. */
export interface TemplateFault {
  readonly message: string;
  readonly part: string;
  readonly hint?: string;
}

export interface TemplateEngine {
  /** `addresses`: those that the text may name, as `urls.menu` and `wss.bot`. */
  compile(text: string, addresses: ReadonlySet<string>): Template | TemplateFault;
}

/** True for a text that is more than itself. */
export const isTemplate = (text: string): boolean => text.includes('{{') || text.includes('{%');

/** Values come from strangers and templates from config files: what one text makes stays below this (characters). */
const MEMORY_LIMIT = 1_000_000;

/** Vonage hangs up on a slow answer after seconds; a text that takes one is a fault (milliseconds). */
const RENDER_LIMIT = 1000;

/** `raw` would switch the escaping inside `<speak>` off; `sample` asks for chance, and a flow has to be repeatable. */
const REFUSED_FILTERS = ['raw', 'sample'] as const;

/**
 * Loads Liquid, as far as it is harmless: output and filters, no tags, no files, only own properties, and every name
 * that is not there is a fault (the filter `default` may mend it). Asked for only when an NCCO has a template.
 */
export const loadTemplateEngine = (): Promise<TemplateEngine> => {
  engine ??= makeEngine();
  return engine;
};

/** One for the process: it keeps nothing between two texts. */
let engine: Promise<TemplateEngine> | undefined;

const makeEngine = async (): Promise<TemplateEngine> => {
  const { Liquid } = await import('liquidjs');
  const harmless = (outputEscape: (value: unknown) => string): Liquid => {
    const liquid = new Liquid({
      strictVariables: true,
      strictFilters: true,
      lenientIf: true,
      ownPropertyOnly: true,
      dynamicPartials: false,
      templates: {},
      memoryLimit: MEMORY_LIMIT,
      renderLimit: RENDER_LIMIT,
      outputEscape,
    });
    for (const tag of Object.keys(liquid.tags)) delete liquid.tags[tag];
    for (const filter of REFUSED_FILTERS) delete liquid.filters[filter];
    return liquid;
  };
  const plain = harmless(asText);
  const ssml = harmless((value) => escapeSsml(asText(value)));
  return { compile: (text, addresses) => compile(isSsml(text) ? ssml : plain, text, addresses) };
};

/** True when Vonage would read the text as SSML (ncco.md §6: wrapped in `<speak>`). */
export const isSsml = (text: string): boolean => /^\s*<speak[\s>/]/i.test(text);

/** The value as it stands in a text: nothing for null, JSON for an object or a list. */
const asText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const SSML_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Characters that have a meaning in SSML become references; those that XML forbids become spaces. */
export const escapeSsml = (text: string): string =>
  text
    .replace(/[&<>"']/g, (character) => SSML_ESCAPES[character]!)
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Cs}]/gu, ' ');

const compile = (liquid: Liquid, text: string, addresses: ReadonlySet<string>): Template | TemplateFault => {
  if (text.includes('{%')) {
    return {
      message: 'tags ({% … %}) are not supported',
      part: '{%',
      hint: 'a text may hold {{ … }} only; choose between texts with branches',
    };
  }
  let parsed: LiquidTemplate[];
  try {
    parsed = liquid.parse(text);
  } catch (error) {
    return parseFault(liquid, text, error);
  }
  for (const [root, name] of liquid.variableSegmentsSync(parsed)) {
    if ((root !== 'urls' && root !== 'wss') || typeof name !== 'string') continue;
    const address = `${root}.${name}`;
    if (addresses.has(address)) continue;
    const known = [...addresses];
    return {
      message: `there is no address "${address}"`,
      part: address,
      hint: didYouMean(address, known) ?? `addresses: ${known.join(', ')}`,
    };
  }
  return {
    render: (scope) => {
      try {
        return { ok: true, text: String(liquid.renderSync(parsed, tame(scope) as JsonObject)) };
      } catch (error) {
        return { ok: false, problem: renderProblem(text, error) };
      }
    },
  };
};

/**
 * A value whose objects have no member that JavaScript would call when it turns them into text: a stranger's
 * `{"toString": 0}` would make a filter throw. The same value when there is none, which is nearly always.
 */
const tame = (value: Json): Json => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(tame);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  // Not a list, so it is an object.
  const object = value as JsonObject;
  let tamed: Record<string, Json> | undefined;
  for (const name of Object.keys(object)) {
    const before = object[name]!;
    const after = WILD_NAMES.has(name) ? undefined : tame(before);
    if (after === before) continue;
    tamed ??= { ...object };
    if (after === undefined) delete tamed[name];
    else tamed[name] = after;
  }
  return tamed ?? object;
};

const WILD_NAMES: ReadonlySet<string> = new Set([
  'toString',
  'valueOf',
  'toJSON',
  'toLiquid',
  'then',
  '__proto__',
]);

/** Liquid's errors tell the place inside the text as a token; not all of them do. */
const partOf = (text: string, error: unknown): string => {
  const token = isJsonObject(error) ? error['token'] : undefined;
  const { begin, end } = isJsonObject(token) ? token : {};
  return typeof begin === 'number' && typeof end === 'number' ? text.slice(begin, end) : '';
};

/** The first line only, without Liquid's own count of lines. */
const wordsOfLiquid = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n', 1)[0] ?? '').replace(/, line:\d+, col:\d+$/, '');
};

const parseFault = (liquid: Liquid, text: string, error: unknown): TemplateFault => {
  const part = partOf(text, error);
  const words = wordsOfLiquid(error);
  if (/not closed$/.test(words)) return { message: 'this {{ is not closed with }}', part: part || '{{' };
  if (/^invalid value expression/.test(words))
    return { message: 'there is no value inside these {{ }}', part };
  const filter = /^undefined filter: (.*)$/.exec(words)?.[1];
  if (filter === undefined) return { message: `not a template: ${words}`, part };
  const suggestion = didYouMean(filter, Object.keys(liquid.filters));
  return {
    message: `there is no filter "${filter}"`,
    part: filter,
    ...(suggestion !== undefined && { hint: suggestion }),
  };
};

const renderProblem = (text: string, error: unknown): string => {
  const isUnset = error instanceof Error && error.name === 'UndefinedVariableError';
  return isUnset
    ? `needs {{ ${partOf(text, error)} }}, which this webhook does not have`
    : `could not be filled in: ${wordsOfLiquid(error)}`;
};
