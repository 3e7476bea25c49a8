import { VOICES } from '../../vonage/ncco/styles.ts';
import { hasOption, type ValueNode } from '../node.ts';
import type { PlacedFix, Rule } from '../rule.ts';
import { quote } from '../words.ts';

export const deprecatedOption: Rule = {
  id: 'deprecated-option',
  severity: 'warning',
  law: 'Options that Vonage has replaced are not used any more: "voiceName", "ringback".',
  why: 'It still works, but is documented no longer.',
  source: 'ncco.md §4.1, §6, §12, §15 row 24',
  create: ({ report }) => ({
    oddOption(node) {
      if (node.option.standing !== 'deprecated') return;
      const better = replacementFor(node);
      report({
        place: node.place,
        atName: true,
        message: `${quote(node.name)} is deprecated`,
        suggestion: better?.title ?? 'write "language" and "style" instead',
        fix: better,
      });
    },
  }),
};

const replacementFor = ({ name, option, value, owner, place }: ValueNode): PlacedFix | undefined => {
  const { sameAs } = option;
  if (sameAs !== undefined && !hasOption(owner, sameAs)) {
    return {
      title: `write "${sameAs}" instead`,
      edits: [{ do: 'rename-key', place, name: sameAs }],
      isSafe: true,
    };
  }
  if (
    name !== 'voiceName' ||
    typeof value !== 'string' ||
    hasOption(owner, 'language') ||
    hasOption(owner, 'style')
  )
    return undefined;
  const voice = Object.hasOwn(VOICES, value) ? VOICES[value] : undefined;
  if (!voice) return undefined;
  return {
    title: `write "language": "${voice.language}" and "style": ${voice.style} instead`,
    edits: [
      { do: 'remove-key', place },
      { do: 'insert-key', place: owner.place, name: 'language', value: voice.language },
      { do: 'insert-key', place: owner.place, name: 'style', value: voice.style },
    ],
  };
};
