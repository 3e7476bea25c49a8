import { nearest } from '../../text/did-you-mean.ts';
import { isJsonObject } from '../../vonage/json.ts';
import type { Rule } from '../rule.ts';
import { kindOf, quote } from '../words.ts';

export const notAnAction: Rule = {
  id: 'not-an-action',
  severity: 'error',
  law: 'Every entry of an NCCO is an object with a text "action".',
  why: 'Vonage refuses the whole NCCO, also what stands before this entry, and drops the call.',
  source: 'ncco.md §1 row 2, §15 row 1',
  create: ({ report }) => ({
    entry(value, place) {
      if (!isJsonObject(value)) {
        report({
          place,
          message: `an entry of an NCCO is an action object; this is ${kindOf(value)}`,
          suggestion: value === null ? 'leave the entry out; the variable behind it has no value' : undefined,
        });
        return;
      }
      const action = Object.hasOwn(value, 'action') ? value['action'] : undefined;
      if (typeof action === 'string') return;
      const misspelt = nearest('action', Object.keys(value))[0];
      if (action === undefined) {
        report({
          place,
          message: 'this entry has no "action"',
          suggestion:
            misspelt === undefined
              ? 'say what to do: { "action": "talk", … }'
              : `write "action" instead of ${quote(misspelt)}`,
          fix:
            misspelt === undefined
              ? undefined
              : {
                  title: `rename ${quote(misspelt)} to "action"`,
                  edits: [{ do: 'rename-key', place: { parent: place, step: misspelt }, name: 'action' }],
                  isSafe: misspelt.toLowerCase() === 'action',
                },
        });
      } else {
        report({
          place: { parent: place, step: 'action' },
          message: `"action" is the name of an action in quotes; this is ${kindOf(action)}`,
        });
      }
    },
  }),
};
