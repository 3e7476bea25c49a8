import { hasOption, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const synchronousWithoutEventUrl: Rule = {
  id: 'synchronous-without-event-url',
  severity: 'warning',
  law: 'A `connect` with "eventType": "synchronous" has an "eventUrl".',
  why: "The reply that may hold an NCCO is asked of the application's event URL, which seldom has one.",
  source: 'ncco.md §4, §15 row 25',
  create: ({ report }) => ({
    'option connect.eventType'(node) {
      if (node.value['eventType'] !== 'synchronous' || hasOption(node, 'eventUrl')) return;
      report({
        place: placeOf(node, 'eventType'),
        message: '"eventType" is "synchronous", and there is no "eventUrl"',
        suggestion: 'add "eventUrl" with the address that replies with an NCCO when the call fails',
      });
    },
  }),
};
