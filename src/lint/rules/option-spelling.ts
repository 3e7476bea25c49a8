import { placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';
import { isTaken } from '../unknown-name.ts';
import { ownerOf, quote } from '../words.ts';

export const optionSpelling: Rule = {
  id: 'option-spelling',
  severity: 'error',
  law: 'Options inside an NCCO are written as documented: camelCase, American spelling, and "content-type" with a dash.',
  why: 'Vonage passes over a name that is written otherwise, as if the option were not there.',
  source: 'ncco.md §1 row 8, §4.3, §5, §15 rows 20, 29 and 32',
  create: ({ report }) => ({
    unknown(name, node, found) {
      if (found.kind !== 'spelling') return;
      const { meant } = found;
      const isSnake = name.includes('_') && !meant.includes('_');
      const place = placeOf(node, name);
      report({
        place,
        atName: true,
        isUncertain: node.isUncertain,
        message: `${quote(name)} is written "${meant}" in ${ownerOf(node)}`,
        ...(isSnake && {
          why: 'The REST API has snake_case, NCCOs have camelCase; Vonage passes over this one.',
        }),
        suggestion: `write "${meant}"`,
        fix: isTaken(node, meant)
          ? undefined
          : {
              title: `rename it to "${meant}"`,
              isSafe: true,
              edits: [{ do: 'rename-key', place, name: meant }],
            },
      });
    },
  }),
};
