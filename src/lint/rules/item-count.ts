import type { Rule } from '../rule.ts';
import { ownerOf } from '../words.ts';

export const itemCount: Rule = {
  id: 'item-count',
  severity: 'error',
  law: 'An array has as many items as its option takes: one endpoint, one URL.',
  why: 'Of several URLs Vonage uses the first; of endpoints it supports exactly one.',
  source: 'ncco.md §1 row 6, §4, §15 rows 3 and 6',
  create: ({ report }) => ({
    wrongCount({ expected, value, place, name, option, owner, isUncertain }) {
      if (expected.is !== 'list' || !Array.isArray(value)) return;
      const { length } = value;
      if (length === 0 && (expected.minItems ?? 0) > 0) {
        report({
          place,
          isUncertain: isUncertain || !option.required,
          message: `"${name}" is an empty array; ${ownerOf(owner)} takes one item`,
          why: option.required
            ? 'It is as good as missing: Vonage refuses the NCCO and drops the call.'
            : 'It says as much as leaving it out.',
        });
      } else if (length > (expected.maxItems ?? length)) {
        report({
          place: { parent: place, step: expected.maxItems ?? 0 },
          isUncertain: isUncertain || name !== 'endpoint',
          message: `"${name}" takes ${expected.maxItems} item; this array has ${length}`,
          suggestion:
            name === 'endpoint'
              ? 'write a "connect" action for each endpoint: they are called in turn'
              : undefined,
        });
      }
    },
  }),
};
