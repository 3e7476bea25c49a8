import { isJsonObject, type Json, type JsonObject } from '../vonage/json.ts';
import type {
  Option,
  OptionTable,
  TextFormat,
  TextValue,
  Value,
  VariantValue,
} from '../vonage/ncco/option.ts';
import { ACTIONS, type ActionName, type EndpointType, isActionName } from '../vonage/ncco.ts';
import { type Functions, type FunctionsFor, gatherFunctions, type Hooks, hooksOf } from './hooks.ts';
import type { Visitor } from './rule.ts';
import { markSequences, type Sequence } from './sequences.ts';

/**
 * The tables of `src/vonage` and the rules of a checker, put together: the walk looks each name up once, and finds
 * there what may stand behind it and which rules want to know.
 */
export interface Plan {
  readonly hooks: Hooks;
  readonly functionsFor: FunctionsFor;
  readonly sequences: readonly Sequence[];
  /** Of actions that were met. */
  readonly actions: Map<string, ActionPlan>;
  /** The same of the form of before 2020, which `input` has. */
  readonly oldActions: Map<string, ActionPlan>;
}

/** What is to be done for an action. */
export interface ActionPlan {
  readonly name: ActionName;
  readonly table: TablePlan;
  readonly found: Functions<`action ${ActionName}`>;
}

/** What is to be done for an endpoint. */
export interface EndpointPlan {
  readonly name: EndpointType;
  readonly table: TablePlan;
  readonly found: Functions<`endpoint ${EndpointType}`>;
}

/** What is to be done for the options of a table. */
export interface TablePlan {
  readonly table: OptionTable;
  readonly options: ReadonlyMap<string, OptionPlan>;
  /** Names of those that have to be there. */
  readonly required: readonly string[];
}

/** What is to be done for one option. */
export interface OptionPlan {
  readonly option: Option;
  /** Documented, in use, and the one spelling. */
  readonly isOrdinary: boolean;
  readonly value: ValuePlan;
  readonly found: Functions<`option ${ActionName}.${string}`>;
}

/** Has all members whatever it is for: objects that look alike are read several times as fast. */
export interface ValuePlan {
  readonly expected: Value;
  readonly is: Value['is'];
  /** Of a number; both are included. */
  readonly min: number;
  readonly max: number;
  /** Words about which there is nothing to say; undefined when any text will do. */
  readonly words: readonly string[] | undefined;
  readonly isSpoken: boolean;
  readonly text: Functions<`text ${TextFormat}`>;
  /** Of the items of a list. */
  readonly of: ValuePlan | undefined;
  /** Of an object. */
  readonly table: TablePlan | undefined;
  /** Of an endpoint, by its type. */
  readonly endpoints: ReadonlyMap<string, EndpointPlan> | undefined;
}

/** Made once for many NCCOs; of each action when the first one is met. */
export const makePlan = (visitors: readonly Visitor[]): Plan => {
  const gathered = gatherFunctions(visitors);
  const { sequences, functionsFor } = markSequences(visitors, gathered);
  return { hooks: hooksOf(gathered), functionsFor, sequences, actions: new Map(), oldActions: new Map() };
};

/** Of an entry of an NCCO; undefined when it is no action. */
export const actionPlanOf = (entry: Json, plan: Plan): ActionPlan | undefined => {
  if (!isJsonObject(entry)) return undefined;
  const name = ownValue(entry, 'action');
  if (typeof name !== 'string') return undefined;
  const isOld = name === 'input' && !isThere(entry, 'type') && !isThere(entry, 'speech');
  const plans = isOld ? plan.oldActions : plan.actions;
  return plans.get(name) ?? planAction(name, isOld, plan);
};

const planAction = (name: string, isOld: boolean, plan: Plan): ActionPlan | undefined => {
  if (!isActionName(name)) return undefined;
  const { functionsFor } = plan;
  const options = name !== 'input' ? ACTIONS[name].options : isOld ? OLD_INPUT : NEW_INPUT;
  const made: ActionPlan = {
    name,
    table: tablePlan(options, name, functionsFor),
    found: functionsFor(`action ${name}`),
  };
  (isOld ? plan.oldActions : plan.actions).set(name, made);
  return made;
};

/** Of an endpoint; undefined when it is of no type that there is. */
export const endpointPlanOf = (endpoint: JsonObject, { endpoints }: ValuePlan): EndpointPlan | undefined => {
  const type = ownValue(endpoint, 'type');
  return typeof type === 'string' ? endpoints?.get(type) : undefined;
};

const isThere = (value: JsonObject, name: string): boolean =>
  (ownValue(value, name) ?? undefined) !== undefined;

const ownValue = (value: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(value, name) ? value[name] : undefined;

const INPUT: OptionTable = ACTIONS.input.options;

/** Without `type` the old settings beside `action` count; with it they mean nothing (ncco.md §9). */
const NEW_INPUT: OptionTable = Object.fromEntries(
  Object.entries(INPUT).filter(([, option]) => option.standing !== 'legacy'),
);

const { required: _required, ...OPTIONAL_TYPE } = ACTIONS.input.options.type;
const OLD_INPUT: OptionTable = { ...INPUT, type: OPTIONAL_TYPE };

/** `owner`: the action or endpoint whose options they are; undefined for settings inside it. */
const tablePlan = (
  table: OptionTable,
  owner: ActionName | EndpointType | undefined,
  functionsFor: FunctionsFor,
): TablePlan => {
  const entries = Object.entries(table);
  const optionPlan = (name: string, option: Option): OptionPlan => ({
    option,
    isOrdinary: (option.standing === undefined || option.standing === 'beta') && option.sameAs === undefined,
    value: valuePlan(option.value, functionsFor),
    found: owner === undefined ? [] : functionsFor(`option ${owner}.${name}`),
  });
  return {
    table,
    options: new Map(entries.map(([name, option]) => [name, optionPlan(name, option)])),
    required: entries.flatMap(([name, option]) => (option.required ? name : [])),
  };
};

const valuePlan = (expected: Value, functionsFor: FunctionsFor): ValuePlan => {
  const { is } = expected;
  const { min, max } = is === 'integer' || is === 'number' ? expected : { min: undefined, max: undefined };
  return {
    expected,
    is,
    min: min ?? Number.NEGATIVE_INFINITY,
    max: max ?? Number.POSITIVE_INFINITY,
    words: is === 'word' ? expected.words : is === 'text' ? fineTexts(expected) : [],
    isSpoken: is === 'text' && expected.format === 'ssml-or-text',
    text: is === 'text' ? functionsFor(`text ${expected.format ?? 'plain'}`) : [],
    of: is === 'list' ? valuePlan(expected.of, functionsFor) : undefined,
    table: is === 'object' ? tablePlan(expected.options, undefined, functionsFor) : undefined,
    endpoints: is === 'variant' ? endpointPlans(expected, functionsFor) : undefined,
  };
};

const endpointPlans = ({ of }: VariantValue, functionsFor: FunctionsFor): ReadonlyMap<string, EndpointPlan> =>
  new Map(
    // The only variant inside an action is its endpoint, so the names are those of endpoints.
    (Object.keys(of) as EndpointType[]).map((name) => [
      name,
      {
        name,
        table: tablePlan(of[name]!.options, name, functionsFor),
        found: functionsFor(`endpoint ${name}`),
      },
    ]),
  );

const fineTexts = ({ format, pattern, known, maxLength }: TextValue): readonly string[] | undefined => {
  if (known) return known;
  const isSpoken = format === 'ssml-or-text';
  return isSpoken || (format ?? pattern ?? maxLength) === undefined ? undefined : [];
};
