import { isJsonObject } from '../../vonage/json.ts';
import { isActionName } from '../../vonage/ncco.ts';
import { ROOT } from '../node.ts';
import type { PlacedFix, Rule } from '../rule.ts';
import { kindOf } from '../words.ts';

const TAKE_OUT: PlacedFix = {
  title: 'take the array out of the object',
  isSafe: true,
  edits: [{ do: 'replace-by-part', place: ROOT, part: ['ncco'] }],
};
const WRAP: PlacedFix = {
  title: 'put the action in an array',
  isSafe: true,
  edits: [{ do: 'wrap-in-array', place: ROOT }],
};

export const notAnArray: Rule = {
  id: 'not-an-array',
  severity: 'error',
  law: 'An NCCO is an array of actions.',
  why: 'Vonage takes any other reply for a syntax error and drops the call.',
  source: 'ncco.md §1 row 1, §15 row 1',
  create: ({ report }) => ({
    root(value) {
      const message = `an NCCO is an array of actions; this is ${kindOf(value)}`;
      if (isJsonObject(value) && Array.isArray(value['ncco'])) {
        report({
          place: ROOT,
          message: `${message} with the array in its "ncco"`,
          suggestion: 'reply with the array alone: [{ "action": … }]',
          // What stands beside it would be lost.
          fix: { ...TAKE_OUT, isSafe: Object.keys(value).length === 1 },
        });
      } else if (isJsonObject(value) && isActionName(value['action'])) {
        report({
          place: ROOT,
          message: 'an NCCO is an array of actions; this is a single action',
          suggestion: 'put it in an array: [{ "action": … }]',
          fix: WRAP,
        });
      } else report({ place: ROOT, message, suggestion: 'write [{ "action": "talk", "text": "Hello" }]' });
    },
  }),
};
