import type { Plan, PlannedBranch, Program } from '../../picture/plan.ts';
import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';

/** What a file that a config names turned out to be, by the name that the config has for it. */
export type NamedFiles = ReadonlyMap<string, Plan>;

interface Sources {
  readonly files: NamedFiles;
  /** A program made the value: an empty object in it stands for a function. */
  readonly isMade: boolean;
}

/** The program that a document holds: a config, a map of NCCOs, or one NCCO. Undefined when it holds none. */
export const planProgram = (
  name: string,
  value: Json,
  files: NamedFiles,
  isMade = false,
): Program | undefined => {
  if (isConfig(value)) return planConfig(name, value, { files, isMade });
  const only = actionsOf(value);
  if (only) return { name, isConfig: false, nccos: new Map([[name, { kind: 'actions', actions: only }]]) };
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value).map(([key, inner]) => [key, actionsOf(inner)] as const);
  if (entries.length === 0 || entries.some(([, actions]) => actions === undefined)) return undefined;
  return {
    name,
    isConfig: false,
    nccos: new Map(entries.map(([key, actions]) => [key, { kind: 'actions', actions: actions ?? [] }])),
  };
};

/** The files that a config takes NCCOs from, as it writes them. */
export const filesNamedIn = (value: Json): readonly string[] => {
  if (!isConfig(value)) return [];
  const found = new Set<string>();
  const look = (definition: Json | undefined): void => {
    if (isFileName(definition)) found.add(definition);
    else if (Array.isArray(definition)) {
      for (const item of definition) if (isJsonObject(item) && !('action' in item)) look(item['ncco']);
    }
  };
  look(value['answer']);
  for (const definition of Object.values(definitionsOf(value))) look(definition);
  return [...found];
};

/** A config serves something; whether all of it is right is another command's word. */
const isConfig = (value: Json): value is JsonObject =>
  isJsonObject(value) && !('action' in value) && (isJsonObject(value['nccos']) || 'answer' in value);

const definitionsOf = (config: JsonObject): JsonObject =>
  isJsonObject(config['nccos']) ? config['nccos'] : {};

const planConfig = (name: string, config: JsonObject, sources: Sources): Program => {
  const { answer } = config;
  return {
    name,
    isConfig: true,
    ...(answer !== undefined && answer !== null && { answer: planDefinition(answer, sources) }),
    nccos: new Map(
      Object.entries(definitionsOf(config)).map(([key, definition]) => [
        key,
        planDefinition(definition, sources),
      ]),
    ),
  };
};

const planDefinition = (definition: Json | undefined, sources: Sources): Plan => {
  if (isFileName(definition)) {
    return sources.files.get(definition) ?? { kind: 'nothing', why: `${definition} cannot be read` };
  }
  if (typeof definition === 'string') return { kind: 'name', name: definition };
  if (Array.isArray(definition) && definition.some(isBranch)) {
    return { kind: 'branches', branches: definition.map((item) => planBranch(item, sources)) };
  }
  const actions = actionsOf(definition);
  if (actions) return { kind: 'actions', actions };
  if (isFunction(definition, sources)) return { kind: 'made' };
  return { kind: 'nothing', why: 'no NCCO is written here' };
};

const planBranch = (item: Json, sources: Sources): PlannedBranch => {
  if (!isJsonObject(item)) return { plan: { kind: 'nothing', why: 'this is no branch' } };
  const { when, ncco } = item;
  return {
    ...(isJsonObject(when) && { when: isFunction(when, sources) ? 'function' : when }),
    plan: planDefinition(ncco, sources),
  };
};

const isFunction = (value: Json | undefined, { isMade }: Sources): boolean =>
  isMade && isJsonObject(value) && Object.keys(value).length === 0;

/** A name has neither dot nor slash; everything else is a file (see the config's own reader). */
const isFileName = (value: Json | undefined): value is string =>
  typeof value === 'string' && /[./\\]/.test(value);

const isBranch = (value: Json): boolean =>
  isJsonObject(value) && !('action' in value) && ('ncco' in value || 'when' in value);

/** The actions of what is an NCCO, or is meant to be one: a single action, or a list that is wrapped. */
export const actionsOf = (value: Json | undefined): readonly Json[] | undefined => {
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    return items.length === 0 || items.some((item) => isJsonObject(item) && 'action' in item)
      ? items
      : undefined;
  }
  if (!isJsonObject(value)) return undefined;
  if ('action' in value) return [value];
  return Array.isArray(value['ncco']) ? actionsOf(value['ncco']) : undefined;
};
