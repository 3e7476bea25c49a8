import { isJsonObject, type Json, type JsonObject } from '../vonage/json.ts';
import { ACTIONS, isActionName } from '../vonage/ncco.ts';
import type { Description, OptionTable, Value } from '../vonage/ncco/option.ts';
import { readValue } from '../vonage/ncco/read-value.ts';
import type { Hooks } from './hooks.ts';
import { type ActionNode, isTemplate, type ObjectNode, type Oddity, type Place, ROOT, type ValueNode } from './node.ts';

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
  for (const hook of hooks[`action ${name}`]) hook(node);
  walkObject(node, hooks);
  return node;
};

const INPUT_WITHOUT_LEGACY: OptionTable = Object.fromEntries(
  Object.entries<OptionTable[string]>(ACTIONS.input.options).filter(([, option]) => option.standing !== 'legacy'),
);

/** The old settings beside `type` mean nothing (ncco.md §9): then they are unknown names. */
const tableOf = (description: Description, value: JsonObject): OptionTable =>
  description === ACTIONS.input && (isThere(value, 'type') || isThere(value, 'speech'))
    ? INPUT_WITHOUT_LEGACY
    : description.options;

const isThere = (value: JsonObject, name: string): boolean =>
  Object.hasOwn(value, name) && value[name] !== null && value[name] !== undefined;

const ownValue = (value: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(value, name) ? value[name] : undefined;

const walkObject = (node: ObjectNode, hooks: Hooks): void => {
  const { value, options, by } = node;
  for (const hook of hooks.object) hook(node);
  for (const name in value) {
    if (name === by || !Object.hasOwn(value, name)) continue;
    const option = Object.hasOwn(options, name) ? options[name]! : undefined;
    if (option === undefined) {
      for (const hook of hooks.unknown) hook(name, node);
      continue;
    }
    const found = value[name] ?? null;
    const child: ValueNode = {
      place: { parent: node.place, step: name },
      owner: node,
      name,
      option,
      expected: option.value,
      value: found,
      isUncertain: node.isUncertain || option.certainty === 'U',
    };
    if (found === null) {
      for (const hook of hooks.misfit) hook({ ...child, oddity: 'null', isRead: !option.required });
      continue;
    }
    for (const hook of hooks.option) hook(child);
    walkValue(child, hooks);
  }
};

const walkValue = (node: ValueNode, hooks: Hooks): void => {
  const { expected, value } = node;
  if (typeof value === 'string') for (const hook of hooks.anyText) hook({ place: node.place, value });
  if (!isOfType(expected, value)) {
    walkMisfit(node, hooks);
    return;
  }
  switch (expected.is) {
    case 'text':
      // `isOfType` has seen that it is a text.
      walkText(node as ValueNode & { readonly value: string }, hooks);
      return;
    case 'integer':
    case 'number':
      for (const hook of hooks.number) hook(node);
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
      return expected satisfies never;
  }
};

const walkText = (node: ValueNode & { readonly value: string }, hooks: Hooks): void => {
  if (node.expected.is !== 'text' || isTemplate(node.value)) return;
  for (const hook of hooks[`text ${node.expected.format ?? 'plain'}`]) hook(node);
};

const walkItems = (node: ValueNode, items: readonly Json[], hooks: Hooks): void => {
  for (const hook of hooks.list) hook(node);
  if (node.expected.is !== 'list') return;
  const { of } = node.expected;
  for (let index = 0; index < items.length; index += 1) {
    const place = { parent: node.place, step: index };
    walkValue({ ...node, place, expected: of, value: items[index] ?? null }, hooks);
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
  for (const hook of hooks[`endpoint ${name as 'phone'}`]) hook(endpoint);
  walkObject(endpoint, hooks);
};

/** A value of another type. A text with `{{ … }}` may become anything that is written as one text. */
const walkMisfit = (node: ValueNode, hooks: Hooks): void => {
  const { expected, value } = node;
  if (isTemplate(value) && isScalar(expected)) return;
  const outcome = readValue(expected, value, '');
  const isRead = 'value' in outcome;
  const oddity = oddityOf(expected, value, isRead);
  if (oddity !== 'none') for (const hook of hooks.misfit) hook({ ...node, oddity, isRead });
  if (oddity === 'bare' && expected.is === 'list') walkBare({ ...node, expected: expected.of }, hooks);
  if (!isRead) return;
  if (expected.is === 'integer' || expected.is === 'number') {
    for (const hook of hooks.number) hook({ ...node, value: Number(value) });
  } else if (expected.is === 'text') walkText({ ...node, value: outcome.value as string }, hooks);
};

/** Its one item is looked at as if the array were there. */
const walkBare = (node: ValueNode, hooks: Hooks): void => {
  if (typeof node.value !== 'string') walkValue(node, hooks);
  else if (node.expected.is === 'text') walkText({ ...node, value: node.value }, hooks);
};

const isScalar = ({ is }: Value): boolean =>
  is === 'text' || is === 'integer' || is === 'number' || is === 'boolean' || is === 'word';

const isOfType = (expected: Value, value: Json): boolean => {
  switch (expected.is) {
    case 'text':
      return typeof value === 'string';
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'word':
      return typeof value === 'string' && expected.words.includes(value);
    case 'list':
      return Array.isArray(value);
    case 'text-map':
      return isJsonObject(value) && Object.values(value).every((text) => typeof text === 'string');
    case 'object':
    case 'variant':
    case 'json':
      return isJsonObject(value);
    default:
      return expected satisfies never;
  }
};

const oddityOf = (expected: Value, value: Json, isRead: boolean): Oddity | 'none' => {
  if (value === null) return 'null';
  // A method in lower case is as good.
  if (expected.is === 'word') return isRead ? 'none' : typeof value === 'string' ? 'word' : 'type';
  if (expected.is === 'list') {
    return isRead || isOfType(expected.of, value) || readableAs(expected.of, value) ? 'bare' : 'type';
  }
  if (Array.isArray(value) && expected.is !== 'text-map' && expected.is !== 'json') return 'listed';
  return isRead ? 'quoted' : 'type';
};

const readableAs = (expected: Value, value: Json): boolean =>
  expected.is === 'word' ? typeof value === 'string' : 'value' in readValue(expected, value, '');

/** Below `payload` and `headers` only texts are of interest. */
const walkJson = (value: Json, place: Place, hooks: Hooks): void => {
  if (typeof value === 'string') for (const hook of hooks.anyText) hook({ place, value });
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (let step = 0; step < value.length; step += 1) walkJson(value[step], { parent: place, step }, hooks);
    return;
  }
  for (const [step, inner] of Object.entries(value)) walkJson(inner, { parent: place, step }, hooks);
};
