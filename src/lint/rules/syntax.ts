import type { Rule } from '../rule.ts';

export const syntax: Rule = {
  id: 'syntax',
  severity: 'error',
  law: 'A file is strict JSON or YAML.',
  why: 'Vonage cannot read the reply: it sends an error webhook and drops the call.',
  source: 'ncco.md §1 row 10',
  isAlwaysOn: true,
  // Found while the text is read; see document-problems.ts.
  create: () => ({}),
};
