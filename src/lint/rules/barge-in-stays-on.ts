import { type ActionNode, isTrue, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const bargeInStaysOn: Rule = {
  id: 'barge-in-stays-on',
  severity: 'warning',
  law: '"bargeIn": false does not stand between "bargeIn": true and the `input`.',
  why: 'It has no effect: once it is on it stays on until an "input", and the caller can interrupt this one too.',
  source: 'ncco.md §8, §15 row 14',
  create: ({ report }) => ({
    'ncco with bargeIn'(actions) {
      let on: ActionNode | undefined;
      for (const action of actions) {
        if (action?.name !== 'talk' && action?.name !== 'stream') {
          on = undefined;
          continue;
        }
        const value = action.value['bargeIn'];
        if (on && (value === false || value === 'false')) {
          report({
            place: placeOf(action, 'bargeIn'),
            atName: true,
            message: '"bargeIn": false has no effect here',
            suggestion: 'put this action before the one with "bargeIn": true, or behind the "input"',
            related: [{ place: placeOf(on, 'bargeIn'), atName: true, message: 'it was switched on here' }],
          });
        } else if (isTrue(action, 'bargeIn')) on ??= action;
      }
    },
  }),
};
