import { hasOption, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const unusedSettings: Rule = {
  id: 'unused-settings',
  severity: 'warning',
  law: 'An `input` waits for something in "type", and for all that it has settings for.',
  why: 'What is not in "type" is not waited for.',
  source: 'ncco.md §9, §15 row 16',
  create: ({ report }) => ({
    'option input.type'(node) {
      const { type } = node.value;
      if (!Array.isArray(type)) return;
      if (type.length === 0) {
        report({
          place: placeOf(node, 'type'),
          message: '"type" is empty: this "input" waits for nothing',
          suggestion: 'write "dtmf", "speech" or both',
        });
        return;
      }
      for (const name of ['dtmf', 'speech']) {
        if (!hasOption(node, name) || type.includes(name)) continue;
        report({
          place: placeOf(node, name),
          atName: true,
          message: `"${name}" has settings, and is not in "type"`,
          suggestion: `add "${name}" to "type", or leave the settings out`,
          related: [{ place: placeOf(node, 'type'), message: '"type" is here' }],
        });
      }
    },
  }),
};
