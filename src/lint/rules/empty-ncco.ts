import { ROOT } from '../node.ts';
import type { Rule } from '../rule.ts';

export const emptyNcco: Rule = {
  id: 'empty-ncco',
  severity: 'info',
  law: 'An NCCO has an action at least.',
  why: 'As the answer to a call it ends the call at once; as the reply to an event it means "go on".',
  source: 'ncco.md §1 row 5',
  create: ({ report }) => ({
    ncco(actions) {
      if (actions.length === 0) report({ place: ROOT, message: 'this NCCO has no actions' });
    },
  }),
};
