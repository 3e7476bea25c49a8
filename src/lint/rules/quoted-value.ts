import type { Rule } from '../rule.ts';
import { quote } from '../words.ts';

export const quotedValue: Rule = {
  id: 'quoted-value',
  severity: 'warning',
  law: 'Numbers and truth values stand without quotes.',
  why: 'Vonage reads them nevertheless (some of its SDKs write them so), but documents numbers and truth values.',
  source: 'ncco.md §1 row 9',
  create: ({ report }) => ({
    misfit({ oddity, expected, value, place, name }) {
      if (oddity !== 'quoted' || typeof value !== 'string') return;
      const plain = expected.is === 'boolean' ? value === 'true' : Number(value);
      report({
        place,
        message: `"${name}" is a ${expected.is === 'boolean' ? 'truth value' : 'number'}; this is the text ${quote(value)}`,
        suggestion: `write ${plain} without quotes`,
        fix: {
          title: 'take the quotes away',
          isSafe: true,
          edits: [{ do: 'replace-value', place, value: plain }],
        },
      });
    },
  }),
};
