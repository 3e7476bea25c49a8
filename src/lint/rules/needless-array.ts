import type { Rule } from '../rule.ts';
import { expectedOf } from '../words.ts';

export const needlessArray: Rule = {
  id: 'needless-array',
  severity: 'error',
  law: 'Options that take one value have it without an array: "ringbackTone", the "url" of "onAnswer", "text".',
  why: 'Vonage takes the array for a value of the wrong type and drops the call.',
  source: 'ncco.md §4, §4.1, §15 row 5',
  note: "A warning for `ringbackTone`, where Vonage's own sources disagree.",
  create: ({ report }) => ({
    misfit({ oddity, expected, value, place, name, isUncertain, isRead }) {
      if (oddity !== 'listed') return;
      const isOne = Array.isArray(value) && value.length === 1;
      report({
        place,
        isUncertain: isUncertain || isRead,
        message: `"${name}" has to be ${expectedOf(expected)}; this is an array`,
        ...(isRead && { why: 'The reference has a bare URL; one SDK writes an array.' }),
        suggestion: isOne ? 'take the square brackets away' : undefined,
        fix: isOne
          ? {
              title: 'take it out of the array',
              isSafe: true,
              edits: [{ do: 'replace-by-part', place, part: [0] }],
            }
          : undefined,
      });
    },
  }),
};
