import { hasOption, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';
import { quote } from '../words.ts';

export const sipAddress: Rule = {
  id: 'sip-address',
  severity: 'error',
  law: 'A sip endpoint has either "uri", which begins with sip:, or "user" and "domain".',
  why: 'Vonage cannot tell whom to call.',
  source: 'ncco.md §4.4, §15 row 19',
  create: ({ report }) => ({
    'text sip-uri'({ value, place, isUncertain }) {
      if (/^sips?:\S+$/i.test(value) || value === '') return;
      const bare = /^[^\s:@/]+@[^\s@/]+$/.test(value) ? `sip:${value}` : undefined;
      report({
        place,
        isUncertain,
        message: `"uri" has to begin with sip: or sips:; this is ${quote(value)}`,
        suggestion: `write ${JSON.stringify(bare ?? 'sip:user@host')}`,
        fix:
          bare === undefined
            ? undefined
            : { title: `write ${bare}`, isSafe: true, edits: [{ do: 'replace-value', place, value: bare }] },
      });
    },
    'endpoint sip'(node) {
      const other = ['user', 'domain'].find((name) => hasOption(node, name));
      if (!hasOption(node, 'uri') || other === undefined) return;
      report({
        place: placeOf(node, other),
        atName: true,
        message: `"${other}" cannot stand beside "uri"`,
        suggestion: 'leave one of them out',
        related: [{ place: placeOf(node, 'uri'), atName: true, message: '"uri" is here' }],
      });
    },
  }),
};
