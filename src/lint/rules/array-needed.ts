import type { Rule } from '../rule.ts';
import { expectedOf, kindOf } from '../words.ts';

export const arrayNeeded: Rule = {
  id: 'array-needed',
  severity: 'error',
  law: 'Options that take an array have one, also for a single item: "eventUrl", "streamUrl", "musicOnHoldUrl", "endpoint", "type".',
  why: 'Vonage takes a bare value for a syntax error and drops the call.',
  source: 'ncco.md §1 row 6, §3, §4, §7, §9, §15 rows 3, 4 and 6',
  note: "A warning for `musicOnHoldUrl`, where Vonage's own sources disagree.",
  create: ({ report }) => ({
    misfit({ oddity, expected, value, place, name, isUncertain, isRead }) {
      if (oddity !== 'bare') return;
      report({
        place,
        isUncertain: isUncertain || isRead,
        message: `"${name}" has to be ${expectedOf(expected)}; this is ${kindOf(value)} without an array`,
        ...(isRead && { why: 'The text of the reference has a bare URL, all of its examples an array.' }),
        suggestion: 'put it in square brackets: […]',
        fix: { title: 'put it in an array', isSafe: true, edits: [{ do: 'wrap-in-array', place }] },
      });
    },
  }),
};
