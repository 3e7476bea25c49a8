import { placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';
import { ownerOf, quote } from '../words.ts';

export const misplacedOption: Rule = {
  id: 'misplaced-option',
  severity: 'warning',
  law: 'An option stands in the object that it belongs to.',
  why: 'Here Vonage passes over it: the setting has no effect, and nothing says so.',
  source: 'ncco.md §1 row 11, §9',
  note: 'The settings for keys beside an `input` with `type` are the form of before 2020; with `type` they mean nothing.',
  create: ({ report }) => ({
    unknown(name, node, found) {
      if (found.kind !== 'misplaced') return;
      report({
        place: placeOf(node, name),
        atName: true,
        message: `${quote(name)} is no option of ${ownerOf(node)}, but of ${found.home}`,
        suggestion: found.isInside ? `put it inside ${found.home}` : undefined,
      });
    },
  }),
};
