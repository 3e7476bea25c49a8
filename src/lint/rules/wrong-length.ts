import type { Rule } from '../rule.ts';

export const wrongLength: Rule = {
  id: 'wrong-length',
  severity: 'warning',
  law: 'A text is no longer than its option takes.',
  why: 'What is too long may be cut off or refused.',
  source: 'ncco.md §4.3, §4.4',
  create: ({ report }) => ({
    'text plain'({ expected, value, name, place }) {
      if (
        expected.is !== 'text' ||
        expected.pattern !== undefined ||
        value.length <= (expected.maxLength ?? value.length)
      )
        return;
      report({ place, message: `"${name}" has ${value.length} characters; allowed: ${expected.maxLength}` });
    },
  }),
};
