import { placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';
import { isTaken } from '../unknown-name.ts';
import { orList, ownerOf, quote } from '../words.ts';

export const unknownOption: Rule = {
  id: 'unknown-option',
  severity: 'warning',
  law: 'An object has the options that are documented for it, and no others.',
  why: 'Vonage passes over names that it does not know: the setting has no effect, and nothing says so.',
  source: 'ncco.md §1 row 11, §2 to §11',
  note: 'A warning, since nobody documents what Vonage does with further names.',
  create: ({ report }) => ({
    unknown(name, node, found) {
      if (found.kind !== 'unknown') return;
      const [meant] = found.meant;
      const options = Object.keys(node.options).filter(
        (option) => !/^(undocumented|deprecated|legacy)$/.test(node.options[option]!.standing ?? ''),
      );
      const canRename = meant !== undefined && !isTaken(node, meant);
      report({
        place: placeOf(node, name),
        atName: true,
        message: `${ownerOf(node)} has no option ${quote(name)}`,
        suggestion:
          meant === undefined
            ? `its options: ${orList(options).replace(/ or /, ' and ')}`
            : `did you mean ${found.meant.map(quote).join(' or ')}?`,
        fix:
          canRename && found.meant.length === 1
            ? {
                title: `rename it to "${meant}"`,
                edits: [{ do: 'rename-key', place: placeOf(node, name), name: meant }],
              }
            : undefined,
      });
    },
  }),
};
