import { isJsonObject, type Json, type JsonObject } from '../vonage/json.ts';
import { type ActionNode, type Place, ROOT } from './node.ts';
import { type ActionPlan, actionPlanOf, type Plan } from './plan.ts';
import { walkObject } from './walk-object.ts';

/**
 * Goes once through an NCCO by a plan and calls the rules' functions. Only `headers` and `payload` may be deep, and
 * whoever calls this has made sure that they are not too deep.
 */
export const walk = (root: Json, plan: Plan): void => {
  if (Array.isArray(root)) {
    walkList(root, ROOT, plan);
    return;
  }
  for (const hook of plan.hooks.root) hook(root);
  if (!isJsonObject(root)) return;
  // What stands in the wrong frame is looked at all the same, so that one round of mending is enough.
  const list = root['ncco'];
  if (Array.isArray(list)) {
    walkList(list, { parent: ROOT, step: 'ncco' }, plan);
    return;
  }
  const action = actionPlanOf(root, plan);
  if (action) walkActions([walkAction(action, root, ROOT, 0, plan)], plan);
};

const walkList = (list: readonly Json[], place: Place, plan: Plan): void => {
  const actions: (ActionNode | undefined)[] = [];
  for (let index = 0; index < list.length; index += 1) {
    const entry = list[index] ?? null;
    const at = { parent: place, step: index };
    const action = actionPlanOf(entry, plan);
    // What `actionPlanOf` has a plan for is an object.
    if (action) actions.push(walkAction(action, entry as JsonObject, at, index, plan));
    else {
      actions.push(undefined);
      for (const hook of plan.hooks.entry) hook(entry, at);
    }
  }
  walkActions(actions, plan);
};

const walkActions = (actions: readonly (ActionNode | undefined)[], { hooks, sequences }: Plan): void => {
  for (const hook of hooks.ncco) hook(actions);
  for (const sequence of sequences) {
    if (!sequence.isMet) continue;
    sequence.isMet = false;
    for (const hook of sequence.functions) hook(actions);
  }
};

const walkAction = (
  { name, table, found }: ActionPlan,
  value: JsonObject,
  place: Place,
  index: number,
  plan: Plan,
): ActionNode => {
  const node: ActionNode = {
    place,
    is: 'action',
    name,
    value,
    options: table.table,
    by: 'action',
    owner: undefined,
    isUncertain: false,
    index,
  };
  for (const hook of found) hook(node);
  walkObject(node, table, plan);
  return node;
};
