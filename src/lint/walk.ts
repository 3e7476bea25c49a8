import { isJsonObject, type Json, type JsonObject } from '../vonage/json.ts';
import type { Description, OptionTable, Value } from '../vonage/ncco/option.ts';
import { readValue } from '../vonage/ncco/read-value.ts';
import { ACTIONS, type EndpointType, isActionName } from '../vonage/ncco.ts';
import type { Hooks } from './hooks.ts';
import {
  type ActionNode,
  isTemplate,
  type MisfitNode,
  type ObjectNode,
  type Oddity,
  type Place,
  ROOT,
  type TextNode,
  type ValueNode,
} from './node.ts';
import { factsOf, type OptionFacts } from './table-facts.ts';
import { classifyName } from './unknown-name.ts';
import { isOdd, isOfType, isPlainText, isScalar, isUnremarkable, isWithin, oddityOf } from './value-fit.ts';

/**
 * Goes once through an NCCO by the tables of `src/vonage` and calls the rules' functions. Only `headers` and
 * `payload` may be deep, and whoever calls this has made sure that they are not too deep.
 */
export const walk = (root: Json, hooks: Hooks): void => {
  if (Array.isArray(root)) {
    walkList(root, ROOT, hooks);
    return;
  }
  for (const hook of hooks.root) hook(root);
  if (!isJsonObject(root)) return;
  // What stands in the wrong frame is looked at all the same, so that one round of mending is enough.
  if (Array.isArray(root['ncco'])) walkList(root['ncco'], { parent: ROOT, step: 'ncco' }, hooks);
  else if (isActionName(root['action'])) walkActions([walkAction(root, ROOT, 0, hooks)], hooks);
};

const walkList = (list: readonly Json[], place: Place, hooks: Hooks): void => {
  const actions: (ActionNode | undefined)[] = [];
  for (let index = 0; index < list.length; index += 1) {
    const entry = list[index] ?? null;
    const at = { parent: place, step: index };
    if (isJsonObject(entry) && isActionName(ownValue(entry, 'action'))) {
      actions.push(walkAction(entry, at, index, hooks));
    } else {
      actions.push(undefined);
      for (const hook of hooks.entry) hook(entry, at);
    }
  }
  walkActions(actions, hooks);
};

const walkActions = (actions: readonly (ActionNode | undefined)[], hooks: Hooks): void => {
  for (const hook of hooks.ncco) hook(actions);
};

const walkAction = (value: JsonObject, place: Place, index: number, hooks: Hooks): ActionNode => {
  // The caller has looked at it.
  const name = value['action'] as ActionNode['name'];
  const node: ActionNode = {
    place,
    is: 'action',
    name,
    value,
    options: tableOf(ACTIONS[name], value),
    by: 'action',
    owner: undefined,
    isUncertain: false,
    index,
  };
  for (const hook of hooks.action[name]) hook(node);
  walkObject(node, hooks);
  return node;
};

const INPUT: OptionTable = ACTIONS.input.options;

const INPUT_WITHOUT_LEGACY: OptionTable = Object.fromEntries(
  Object.entries(INPUT).filter(([, option]) => option.standing !== 'legacy'),
);

const { required: _required, ...OPTIONAL_TYPE } = ACTIONS.input.options.type;
const LEGACY_INPUT: OptionTable = { ...INPUT, type: OPTIONAL_TYPE };

/** Without `type` the old settings beside `action` count; with it they mean nothing (ncco.md §9). */
const tableOf = (description: Description, value: JsonObject): OptionTable => {
  if (description !== ACTIONS.input) return description.options;
  return isThere(value, 'type') || isThere(value, 'speech') ? INPUT_WITHOUT_LEGACY : LEGACY_INPUT;
};

const isThere = (value: JsonObject, name: string): boolean =>
  Object.hasOwn(value, name) && value[name] !== null && value[name] !== undefined;

const ownValue = (value: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(value, name) ? value[name] : undefined;

const walkObject = (node: ObjectNode, hooks: Hooks): void => {
  const { value, by } = node;
  const table = factsOf(node.options).options;
  for (const hook of hooks.object) hook(node);
  for (const name in value) {
    if (name === by || !Object.hasOwn(value, name)) continue;
    const facts = table.get(name);
    if (facts === undefined) walkUnknown(name, node, hooks);
    else walkOption(node, name, facts, value[name] ?? null, hooks);
  }
};

const walkUnknown = (name: string, node: ObjectNode, hooks: Hooks): void => {
  const meaning = classifyName(name, node);
  for (const hook of hooks.unknown) hook(name, node, meaning);
};

const walkOption = (owner: ObjectNode, name: string, facts: OptionFacts, value: Json, hooks: Hooks): void => {
  const { option, isOrdinary } = facts;
  const expected = option.value;
  // Most options end here: nothing is made for a value about which there is nothing to say.
  if (isOrdinary && (facts.isAnyText ? isPlainText(value) : isUnremarkable(expected, value))) return;
  const node: ValueNode = {
    place: { parent: owner.place, step: name },
    owner,
    name,
    option,
    expected,
    value,
    isUncertain: owner.isUncertain || option.certainty === 'U',
  };
  if (value === null) {
    callMisfit(node, 'null', !option.required, hooks);
    return;
  }
  if (!isOrdinary) for (const hook of hooks.oddOption) hook(node);
  walkValue(node, hooks);
};

const callOddText = (value: string, place: Place, name: string | undefined, hooks: Hooks): void => {
  if (!isOdd(value)) return;
  const node: TextNode = { place, name, value };
  for (const hook of hooks.oddText) hook(node);
};

const walkValue = (node: ValueNode, hooks: Hooks): void => {
  const { expected, value } = node;
  if (typeof value === 'string') callOddText(value, node.place, node.name, hooks);
  if (!isOfType(expected, value)) {
    walkMisfit(node, hooks);
    return;
  }
  // `isOfType` has seen what the value is, in each of these cases.
  switch (expected.is) {
    case 'text':
      walkText(node as ValueNode & { readonly value: string }, hooks);
      return;
    case 'integer':
    case 'number':
      if (!isWithin(expected, value as number)) for (const hook of hooks.outOfBounds) hook(node);
      return;
    case 'boolean':
    case 'word':
      return;
    case 'list':
      walkItems(node, value as readonly Json[], hooks);
      return;
    case 'object':
      walkObject(settingsNode(node, value as JsonObject), hooks);
      return;
    case 'variant':
      walkVariant(node, expected.by, expected.of, hooks);
      return;
    case 'json':
    case 'text-map':
      walkJson(value, node.place, hooks);
      return;
    default:
      expected satisfies never;
  }
};

const walkText = (node: ValueNode & { readonly value: string }, hooks: Hooks): void => {
  if (node.expected.is !== 'text' || isTemplate(node.value)) return;
  if (node.value === '') for (const hook of hooks.emptyText) hook(node);
  else for (const hook of hooks.text[node.expected.format ?? 'plain']) hook(node);
};

const walkItems = (node: ValueNode, items: readonly Json[], hooks: Hooks): void => {
  const { expected, owner, name, option, isUncertain } = node;
  if (expected.is !== 'list') return;
  const isCountWrong =
    items.length < (expected.minItems ?? 0) || items.length > (expected.maxItems ?? items.length);
  if (isCountWrong) for (const hook of hooks.wrongCount) hook(node);
  const { of } = expected;
  for (let index = 0; index < items.length; index += 1) {
    const value = items[index] ?? null;
    if (isUnremarkable(of, value)) continue;
    const place = { parent: node.place, step: index };
    walkValue({ place, owner, name, option, expected: of, value, isUncertain }, hooks);
  }
};

const settingsNode = (node: ValueNode, value: JsonObject): ObjectNode => ({
  place: node.place,
  is: 'settings',
  name: node.name,
  value,
  // The caller has seen that an object is expected.
  options: (node.expected as Description & Value).options,
  by: undefined,
  owner: node.owner,
  isUncertain: node.isUncertain,
});

const walkVariant = (
  node: ValueNode,
  by: string,
  of: Readonly<Record<string, Description>>,
  hooks: Hooks,
): void => {
  // `isOfType` has seen that it is an object.
  const value = node.value as JsonObject;
  const name = ownValue(value, by);
  if (typeof name !== 'string' || !Object.hasOwn(of, name)) {
    for (const hook of hooks.strangeEndpoint) hook(node);
    return;
  }
  const endpoint: ObjectNode = {
    place: node.place,
    is: 'endpoint',
    name,
    value,
    options: of[name]!.options,
    by,
    owner: node.owner,
    isUncertain: node.isUncertain,
  };
  // The only variant inside an action is its endpoint, so the name is an endpoint's.
  for (const hook of hooks.endpoint[name as EndpointType]) hook(endpoint);
  walkObject(endpoint, hooks);
};

const callMisfit = (node: ValueNode, oddity: Oddity, isRead: boolean, hooks: Hooks): void => {
  const { place, owner, name, option, expected, value, isUncertain } = node;
  const misfit: MisfitNode = { place, owner, name, option, expected, value, isUncertain, oddity, isRead };
  for (const hook of hooks.misfit) hook(misfit);
};

/** A value of another type. A text with `{{ … }}` may become anything that is written as one text. */
const walkMisfit = (node: ValueNode, hooks: Hooks): void => {
  const { expected, value } = node;
  if (isTemplate(value) && isScalar(expected)) return;
  const outcome = readValue(expected, value, '');
  const isRead = 'value' in outcome;
  const oddity = oddityOf(expected, value, isRead);
  if (oddity !== 'none') callMisfit(node, oddity, isRead, hooks);
  if (oddity === 'bare' && expected.is === 'list') walkBare({ ...node, expected: expected.of }, hooks);
  if (!isRead) return;
  if (expected.is === 'integer' || expected.is === 'number')
    walkValue({ ...node, value: Number(value) }, hooks);
  // The reader of texts gives texts.
  else if (expected.is === 'text') walkText({ ...node, value: outcome.value as string }, hooks);
};

/** Its one item is looked at as if the array were there. */
const walkBare = (node: ValueNode, hooks: Hooks): void => {
  if (typeof node.value !== 'string') walkValue(node, hooks);
  else if (node.expected.is === 'text') walkText({ ...node, value: node.value }, hooks);
};

/** Below `payload` and `headers` only texts are of interest. */
const walkJson = (value: Json, place: Place, hooks: Hooks): void => {
  if (typeof value === 'string') callOddText(value, place, undefined, hooks);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (let step = 0; step < value.length; step += 1) walkJson(value[step], { parent: place, step }, hooks);
    return;
  }
  for (const [step, inner] of Object.entries(value)) walkJson(inner, { parent: place, step }, hooks);
};
