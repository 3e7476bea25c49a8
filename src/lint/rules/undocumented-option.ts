import { hasOption } from '../node.ts';
import type { Rule } from '../rule.ts';
import { quote } from '../words.ts';

export const undocumentedOption: Rule = {
  id: 'undocumented-option',
  severity: 'info',
  law: 'Options are those of the reference, in its spelling.',
  why: 'Samples or SDKs have it, the reference does not: nobody promises that it has an effect.',
  source: 'ncco.md §2, §4.4, §5, §6, §11, §16',
  create: ({ report }) => ({
    oddOption({ name, option, owner, place }) {
      // Both spellings of this one are as good (ncco.md §5).
      if (option.standing !== 'undocumented' && name !== 'conversation_id') return;
      const { sameAs } = option;
      report({
        place,
        atName: true,
        message: `${quote(name)} is not in the reference`,
        suggestion: sameAs === undefined ? undefined : `write "${sameAs}"`,
        fix:
          sameAs === undefined || hasOption(owner, sameAs)
            ? undefined
            : {
                title: `rename it to "${sameAs}"`,
                isSafe: true,
                edits: [{ do: 'rename-key', place, name: sameAs }],
              },
      });
    },
  }),
};
