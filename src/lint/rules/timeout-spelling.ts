import { placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';
import { isTaken } from '../unknown-name.ts';
import { ownerOf, quote } from '../words.ts';

export const timeoutSpelling: Rule = {
  id: 'timeout-spelling',
  severity: 'error',
  law: '"connect" and "wait" have "timeout", "record" and "dtmf" have "timeOut", "speech" has "startTimeout".',
  why: "Vonage passes over the other spelling and takes the option's default.",
  source: 'ncco.md §2, §4, §9, §11, §15 row 9',
  create: ({ report }) => ({
    unknown(name, node, found) {
      if (found.kind !== 'timeout') return;
      const { meant } = found;
      const place = placeOf(node, name);
      const isInside = meant.includes('.');
      report({
        place,
        atName: true,
        message: `${ownerOf(node)} has no ${quote(name)}`,
        suggestion: isInside
          ? 'for keys write "timeOut" inside "dtmf", for speech "startTimeout" inside "speech"'
          : `write "${meant}"`,
        fix:
          isInside || isTaken(node, meant)
            ? undefined
            : {
                title: `rename it to "${meant}"`,
                edits: [{ do: 'rename-key', place, name: meant }],
                isSafe: meant !== 'startTimeout',
              },
      });
    },
  }),
};
