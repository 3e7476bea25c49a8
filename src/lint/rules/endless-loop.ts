import { isTrue, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const endlessLoop: Rule = {
  id: 'endless-loop',
  severity: 'warning',
  law: 'Behind a `talk` or `stream` with "loop": 0 there is something only if the caller can interrupt.',
  why: 'It plays for ever: what follows is never reached.',
  source: 'ncco.md §6, §7, §8, §15 row 30',
  create: ({ report }) => ({
    'ncco with loop'(actions) {
      let canInterrupt = false;
      for (let index = 0; index < actions.length; index += 1) {
        const action = actions[index];
        if (action?.name !== 'talk' && action?.name !== 'stream') {
          canInterrupt = false;
          continue;
        }
        canInterrupt ||= isTrue(action, 'bargeIn');
        const { loop } = action.value;
        if (canInterrupt || (loop !== 0 && loop !== '0') || index === actions.length - 1) continue;
        const next = actions[index + 1];
        report({
          place: placeOf(action, 'loop'),
          message: `"loop": 0 is for ever, and ${actions.length - 1 - index} more follow`,
          suggestion: 'let the caller interrupt ("bargeIn": true before an "input"), or give a number',
          related: next ? [{ place: placeOf(next, 'action'), message: 'this is never reached' }] : [],
        });
        return;
      }
    },
  }),
};
