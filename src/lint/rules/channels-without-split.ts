import { hasOption, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const channelsWithoutSplit: Rule = {
  id: 'channels-without-split',
  severity: 'error',
  law: '"channels" needs "split": "conversation".',
  why: 'Without it all parties are mixed into one channel, whatever "channels" says.',
  source: 'ncco.md §2, §15 row 10',
  create: ({ report }) => ({
    'option record.channels'(node) {
      if (hasOption(node, 'split')) return;
      report({
        place: placeOf(node, 'channels'),
        atName: true,
        message: '"channels" without "split": "conversation"',
        suggestion: 'add "split": "conversation"',
        fix: {
          title: 'add "split": "conversation"',
          edits: [{ do: 'insert-key', place: node.place, name: 'split', value: 'conversation' }],
        },
      });
    },
  }),
};
