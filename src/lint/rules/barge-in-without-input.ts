import { type ActionNode, isTrue, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const bargeInWithoutInput: Rule = {
  id: 'barge-in-without-input',
  severity: 'error',
  law: 'After "bargeIn": true the next action that is no `talk` or `stream` is an `input`.',
  why: 'Nothing listens to the caller who interrupts.',
  source: 'ncco.md §8, §15 row 13',
  create: ({ report }) => ({
    'ncco with bargeIn'(actions) {
      let open: ActionNode | undefined;
      for (const action of actions) {
        // An entry that is no action is reported as that; what follows from it is guesswork.
        if (!action) return;
        const isPrompt = action.name === 'talk' || action.name === 'stream';
        if (isPrompt) open ??= isTrue(action, 'bargeIn') ? action : undefined;
        else if (action.name === 'input') open = undefined;
        else if (open) {
          report({
            place: placeOf(open, 'bargeIn'),
            atName: true,
            message: `after "bargeIn" comes "${action.name}"; the next action has to be an "input"`,
            suggestion: 'put an "input" between them, or leave "bargeIn" out',
            related: [{ place: placeOf(action, 'action'), message: 'this action comes first' }],
          });
          open = undefined;
        }
      }
      if (!open) return;
      report({
        place: placeOf(open, 'bargeIn'),
        atName: true,
        message: '"bargeIn" is true, and no "input" follows',
        suggestion: 'add an "input", or leave "bargeIn" out',
      });
    },
  }),
};
