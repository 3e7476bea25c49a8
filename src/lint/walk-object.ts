import type { Json, JsonObject } from '../vonage/json.ts';
import { readValue } from '../vonage/ncco/read-value.ts';
import {
  isTemplate,
  type MisfitNode,
  type ObjectNode,
  type Oddity,
  type Place,
  type TextNode,
  type ValueNode,
} from './node.ts';
import {
  type EndpointPlan,
  endpointPlanOf,
  type OptionPlan,
  type Plan,
  type TablePlan,
  type ValuePlan,
} from './plan.ts';
import { classifyName } from './unknown-name.ts';
import {
  isMoreThanWords,
  isOdd,
  isOfType,
  isScalar,
  isUnremarkable,
  isWithin,
  oddityOf,
} from './value-fit.ts';

/** Calls the rules' functions for the options of an action, an endpoint or settings, and for all that is in them. */
export const walkObject = (node: ObjectNode, table: TablePlan, plan: Plan): void => {
  const { value, by } = node;
  if (lacksRequired(value, table)) for (const hook of plan.hooks.lacking) hook(node);
  for (const name in value) {
    if (name === by || !Object.hasOwn(value, name)) continue;
    const option = table.options.get(name);
    if (option === undefined) {
      walkUnknown(name, node, plan);
      continue;
    }
    walkOption(node, name, option, value[name] ?? null, plan);
  }
};

const lacksRequired = (value: JsonObject, { required }: TablePlan): boolean => {
  for (const name of required) if (value[name] === undefined) return true;
  return false;
};

const walkUnknown = (name: string, node: ObjectNode, { hooks }: Plan): void => {
  const meaning = classifyName(name, node);
  for (const hook of hooks.unknown) hook(name, node, meaning);
};

const walkOption = (
  owner: ObjectNode,
  name: string,
  { option, isOrdinary, value: expected, found }: OptionPlan,
  value: Json,
  plan: Plan,
): void => {
  if (value !== null) for (const hook of found) hook(owner);
  // Most options end here: nothing is made for a value about which there is nothing to say.
  if (isOrdinary && isUnremarkable(expected, value)) return;
  const node: ValueNode = {
    place: { parent: owner.place, step: name },
    owner,
    name,
    option,
    expected: expected.expected,
    value,
    isUncertain: owner.isUncertain || option.certainty === 'U',
  };
  if (value === null) {
    callMisfit(node, 'null', !option.required, plan);
    return;
  }
  if (!isOrdinary) for (const hook of plan.hooks.oddOption) hook(node);
  walkValue(node, expected, plan);
};

const walkValue = (node: ValueNode, expected: ValuePlan, plan: Plan): void => {
  const { value } = node;
  if (typeof value === 'string') callOddText(value, node.place, node.name, plan);
  if (!isOfType(expected.expected, value)) {
    walkMisfit(node, expected, plan);
    return;
  }
  // `isOfType` has seen what the value is, in each of these cases.
  switch (expected.is) {
    case 'text':
      walkText(node as TextValueNode, expected, plan);
      return;
    case 'integer':
    case 'number':
      if (!isWithin(expected, value as number)) for (const hook of plan.hooks.outOfBounds) hook(node);
      return;
    case 'boolean':
    case 'word':
      return;
    case 'list':
      walkItems(node, value as readonly Json[], expected, plan);
      return;
    case 'object':
      walkSettings(node, value as JsonObject, expected, plan);
      return;
    case 'variant':
      walkEndpoint(node, value as JsonObject, expected, plan);
      return;
    case 'json':
    case 'text-map':
      walkJson(value, node.place, plan);
      return;
    default:
      expected.is satisfies never;
  }
};

type TextValueNode = ValueNode & { readonly value: string };

const callOddText = (value: string, place: Place, name: string | undefined, { hooks }: Plan): void => {
  if (!isOdd(value)) return;
  const node: TextNode = { place, name, value };
  for (const hook of hooks.oddText) hook(node);
};

const walkText = (node: TextValueNode, { text, isSpoken }: ValuePlan, { hooks }: Plan): void => {
  const { value } = node;
  if (isSpoken && isMoreThanWords(value)) for (const hook of hooks.spoken) hook(node);
  if (isTemplate(value)) return;
  for (const hook of value === '' ? hooks.emptyText : text) hook(node);
};

const walkItems = (node: ValueNode, items: readonly Json[], { of }: ValuePlan, plan: Plan): void => {
  const { expected, owner, name, option, isUncertain } = node;
  // Only a list has items.
  if (expected.is !== 'list' || !of) return;
  const isCountWrong =
    items.length < (expected.minItems ?? 0) || items.length > (expected.maxItems ?? items.length);
  if (isCountWrong) for (const hook of plan.hooks.wrongCount) hook(node);
  for (let index = 0; index < items.length; index += 1) {
    const value = items[index] ?? null;
    if (isUnremarkable(of, value)) continue;
    const place = { parent: node.place, step: index };
    walkValue({ place, owner, name, option, expected: of.expected, value, isUncertain }, of, plan);
  }
};

const walkSettings = (node: ValueNode, value: JsonObject, { table }: ValuePlan, plan: Plan): void => {
  if (!table) return;
  const settings: ObjectNode = {
    place: node.place,
    is: 'settings',
    name: node.name,
    value,
    options: table.table,
    by: undefined,
    owner: node.owner,
    isUncertain: node.isUncertain,
  };
  walkObject(settings, table, plan);
};

const walkEndpoint = (node: ValueNode, value: JsonObject, expected: ValuePlan, plan: Plan): void => {
  const found = endpointPlanOf(value, expected);
  if (!found) {
    for (const hook of plan.hooks.strangeEndpoint) hook(node);
    return;
  }
  walkKnownEndpoint(node, value, found, plan);
};

const walkKnownEndpoint = (
  { place, owner, isUncertain }: ValueNode,
  value: JsonObject,
  { name, table, found }: EndpointPlan,
  plan: Plan,
): void => {
  const endpoint: ObjectNode = {
    place,
    is: 'endpoint',
    name,
    value,
    options: table.table,
    by: 'type',
    owner,
    isUncertain,
  };
  for (const hook of found) hook(endpoint);
  walkObject(endpoint, table, plan);
};

const callMisfit = (node: ValueNode, oddity: Oddity, isRead: boolean, { hooks }: Plan): void => {
  const { place, owner, name, option, expected, value, isUncertain } = node;
  const misfit: MisfitNode = { place, owner, name, option, expected, value, isUncertain, oddity, isRead };
  for (const hook of hooks.misfit) hook(misfit);
};

/** A value of another type. A text with `{{ … }}` may become anything that is written as one text. */
const walkMisfit = (node: ValueNode, expected: ValuePlan, plan: Plan): void => {
  const { value } = node;
  if (isTemplate(value) && isScalar(expected.expected)) return;
  const outcome = readValue(expected.expected, value, '');
  const isRead = 'value' in outcome;
  const oddity = oddityOf(expected.expected, value, isRead);
  if (oddity !== 'none') callMisfit(node, oddity, isRead, plan);
  if (oddity === 'bare' && expected.of) walkBare(node, expected.of, plan);
  if (!isRead) return;
  if (expected.is === 'integer' || expected.is === 'number')
    walkValue({ ...node, value: Number(value) }, expected, plan);
  // The reader of texts gives texts.
  else if (expected.is === 'text') walkText({ ...node, value: outcome.value as string }, expected, plan);
};

/** Its one item is looked at as if the array were there. */
const walkBare = (node: ValueNode, of: ValuePlan, plan: Plan): void => {
  const item: ValueNode = { ...node, expected: of.expected };
  if (typeof node.value !== 'string') walkValue(item, of, plan);
  else if (of.is === 'text') walkText(item as TextValueNode, of, plan);
};

/** Below `payload` and `headers` only texts are of interest. */
const walkJson = (value: Json, place: Place, plan: Plan): void => {
  if (typeof value === 'string') callOddText(value, place, undefined, plan);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (let step = 0; step < value.length; step += 1) walkJson(value[step], { parent: place, step }, plan);
    return;
  }
  for (const [step, inner] of Object.entries(value)) walkJson(inner, { parent: place, step }, plan);
};
