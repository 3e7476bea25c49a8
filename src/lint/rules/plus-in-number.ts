import type { Rule } from '../rule.ts';

export const plusInNumber: Rule = {
  id: 'plus-in-number',
  severity: 'warning',
  law: 'A phone number has no + in front.',
  why: 'Vonage writes numbers without it; it seems to bear it, but does not promise that.',
  source: 'ncco.md §1 row 12, §15 row 8',
  create: ({ report }) => ({
    'text phone-number'({ value, place, name }) {
      if (!/^\+[1-9]\d{6,14}$/.test(value)) return;
      const plain = value.slice(1);
      report({
        place,
        part: { text: '+', offset: 0 },
        message: `"${name}" begins with +; Vonage writes digits alone`,
        suggestion: `write "${plain}"`,
        fix: {
          title: 'take the + away',
          isSafe: true,
          edits: [{ do: 'replace-value', place, value: plain }],
        },
      });
    },
  }),
};
