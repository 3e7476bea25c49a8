import { isJsonObject } from '../../vonage/json.ts';
import { placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const asynchronousSettings: Rule = {
  id: 'asynchronous-settings',
  severity: 'error',
  law: 'An asynchronous `input` is for keys, and has no settings for them.',
  why: 'Each key is sent at once, so there is nothing to set; Vonage does not allow the pair.',
  source: 'ncco.md §9, §15 row 17',
  create: ({ report }) => ({
    'option input.mode'(node) {
      const { mode, dtmf, type } = node.value;
      if (mode !== 'asynchronous') return;
      const related = [{ place: placeOf(node, 'mode'), message: '"mode" is here' }];
      if (isJsonObject(dtmf) && Object.keys(dtmf).length > 0) {
        report({
          place: placeOf(node, 'dtmf'),
          atName: true,
          message: '"dtmf" has settings, and "mode" is "asynchronous"',
          suggestion: 'leave one of them out',
          related,
        });
      }
      const at = Array.isArray(type) ? type.indexOf('speech') : -1;
      if (at === -1) return;
      report({
        place: { parent: placeOf(node, 'type'), step: at },
        severity: 'warning',
        message: '"speech" cannot be waited for when "mode" is "asynchronous"',
        why: 'The asynchronous mode is for keys only.',
        related,
      });
    },
  }),
};
