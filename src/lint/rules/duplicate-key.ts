import type { Rule } from '../rule.ts';

export const duplicateKey: Rule = {
  id: 'duplicate-key',
  severity: 'warning',
  law: 'An object has each key once.',
  why: 'One of the two values is lost, and nobody documents which.',
  source: 'ncco.md §1 row 11',
  // Found while the text is read; see document-problems.ts.
  create: () => ({}),
};
