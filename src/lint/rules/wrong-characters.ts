import type { Rule } from '../rule.ts';
import { quote } from '../words.ts';

/** What the patterns of the tables mean, in words. */
const ALLOWED: Readonly<Record<string, string>> = {
  dtmfAnswer: 'keys 0 to 9, * and #, and p for half a second of rest',
  endOnKey: 'one key: 0 to 9, * or #',
};

const patterns = new Map<string, RegExp>();

export const wrongCharacters: Rule = {
  id: 'wrong-characters',
  severity: 'error',
  law: 'Keys are written with the characters of a phone: 0 to 9, * and #.',
  why: 'There is no such key on a phone: the setting cannot work.',
  source: 'ncco.md §2, §4.1',
  create: ({ report }) => ({
    'text plain'({ expected, value, name, place, isUncertain }) {
      if (expected.is !== 'text' || expected.pattern === undefined) return;
      const pattern = patterns.get(expected.pattern) ?? new RegExp(expected.pattern);
      patterns.set(expected.pattern, pattern);
      if (pattern.test(value)) return;
      report({
        place,
        isUncertain,
        message: `"${name}" is ${quote(value)}; allowed: ${ALLOWED[name] ?? expected.pattern}`,
      });
    },
  }),
};
