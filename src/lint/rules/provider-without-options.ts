import { hasOption, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const providerWithoutOptions: Rule = {
  id: 'provider-without-options',
  severity: 'warning',
  law: 'A `talk` with "provider" has "providerOptions".',
  why: 'They say which voice of the provider speaks; an SDK refuses the one without the other.',
  source: 'ncco.md §6',
  create: ({ report }) => ({
    'option talk.provider'(node) {
      if (hasOption(node, 'providerOptions')) return;
      report({
        place: placeOf(node, 'provider'),
        atName: true,
        message: '"provider" without "providerOptions"',
        suggestion: 'add "providerOptions", such as { "name": "…", "language_code": "…" }',
      });
    },
  }),
};
