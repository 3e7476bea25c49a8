import { isJsonObject } from '../../vonage/json.ts';
import { placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const ringbackForPhone: Rule = {
  id: 'ringback-for-phone',
  severity: 'info',
  law: 'A `connect` to a phone has no "ringbackTone".',
  why: 'The phone network plays its own tone; Vonage advises against another one beside it.',
  source: 'ncco.md §4',
  create: ({ report }) => ({
    'option connect.ringbackTone'(node) {
      const endpoints = node.value['endpoint'];
      const endpoint: unknown = Array.isArray(endpoints) ? endpoints[0] : undefined;
      if (!isJsonObject(endpoint) || endpoint['type'] !== 'phone') return;
      report({
        place: placeOf(node, 'ringbackTone'),
        atName: true,
        message: '"ringbackTone" is not advised for phones',
        suggestion: 'leave it out',
      });
    },
  }),
};
