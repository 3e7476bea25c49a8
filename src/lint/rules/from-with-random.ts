import { hasOption, isTrue, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const fromWithRandom: Rule = {
  id: 'from-with-random',
  severity: 'error',
  law: 'A `connect` has "from" or "randomFromNumber", not both.',
  why: 'They exclude each other; SDKs refuse the pair.',
  source: 'ncco.md §4, §15 row 7',
  create: ({ report }) => ({
    'option connect.randomFromNumber'(node) {
      if (!hasOption(node, 'from') || !isTrue(node, 'randomFromNumber')) return;
      report({
        place: placeOf(node, 'randomFromNumber'),
        atName: true,
        message: '"randomFromNumber" cannot stand beside "from"',
        suggestion: 'leave one of them out',
        related: [{ place: placeOf(node, 'from'), atName: true, message: '"from" is here' }],
      });
    },
  }),
};
