import type { Rule } from '../rule.ts';

export const tooDeep: Rule = {
  id: 'too-deep',
  severity: 'error',
  law: 'Nothing is nested deeper than 100 levels.',
  why: 'No NCCO needs that, and many readers fall over it.',
  source: 'ncco.md §1 row 13',
  isAlwaysOn: true,
  // Found while the text is read; see document-problems.ts.
  create: () => ({}),
};
