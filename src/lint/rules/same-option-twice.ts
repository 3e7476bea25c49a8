import { hasOption, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const sameOptionTwice: Rule = {
  id: 'same-option-twice',
  severity: 'warning',
  law: 'An option is written in one of its spellings, not in two.',
  why: 'Nobody documents which of them counts.',
  source: 'ncco.md §4.1, §5, §11',
  create: ({ report }) => ({
    oddOption({ name, option, owner, place }) {
      const { sameAs } = option;
      if (sameAs === undefined || !hasOption(owner, sameAs)) return;
      report({
        place,
        atName: true,
        message: `"${name}" and "${sameAs}" are the same option`,
        suggestion: `leave "${name}" out`,
        related: [{ place: placeOf(owner, sameAs), atName: true, message: `"${sameAs}" is here` }],
      });
    },
  }),
};
