import { ACTIONS, type ActionName } from '../../vonage/ncco.ts';
import { type ActionNode, placeOf } from '../node.ts';
import type { Context, Rule } from '../rule.ts';
import { variablesOf } from '../templates.ts';

const TERMINAL: ReadonlySet<ActionName> = new Set(
  (Object.keys(ACTIONS) as ActionName[]).filter((name) => 'isTerminal' in ACTIONS[name]),
);

export const unreachableAction: Rule = {
  id: 'unreachable-action',
  severity: 'info',
  law: 'Nothing follows an action after which the NCCO is over.',
  why: 'What follows is never run.',
  source: 'ncco.md §9, §11, §15 row 18',
  note: 'After `transfer`; and after an `input` or `notify` whose "eventUrl" is an NCCO of the config, which always replies. Of other servers nobody knows whether they reply.',
  create: (context) => ({
    ncco(actions) {
      const at = indexOfEnd(actions, context);
      const last = actions[at];
      const next = actions[at + 1];
      if (at === -1 || !last || !next) return;
      const others = actions.length - 1 - at;
      context.report({
        place: placeOf(next, 'action'),
        message:
          others === 1
            ? 'this action is never reached'
            : `this action and ${others - 1} more are never reached`,
        suggestion: 'leave it out, or put it before',
        related: [{ place: placeOf(last, 'action'), message: `after "${last.name}" the NCCO is over` }],
      });
    },
  }),
};

/** Of the first action after which the NCCO is over; -1 when there is none. */
const indexOfEnd = (actions: readonly (ActionNode | undefined)[], context: Context): number => {
  for (let index = 0; index < actions.length; index += 1) {
    const action = actions[index];
    if (action && isOver(action, context)) return index;
  }
  return -1;
};

const isOver = (node: ActionNode, { answeringAddresses }: Context): boolean => {
  if (TERMINAL.has(node.name)) return true;
  if ((node.name !== 'input' && node.name !== 'notify') || !answeringAddresses) return false;
  const urls = node.value['eventUrl'];
  const url: unknown = Array.isArray(urls) ? urls[0] : undefined;
  if (typeof url !== 'string' || node.value['mode'] === 'asynchronous') return false;
  const [root, address] = variablesOf(url)[0]?.name.split('.') ?? [];
  return root === 'urls' && address !== undefined && answeringAddresses.has(address);
};
