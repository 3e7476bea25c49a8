import { LONGEST_SPOKEN_TEXT } from '../../vonage/ncco/ssml.ts';
import type { Rule } from '../rule.ts';
import { replaceOutputs } from '../templates.ts';

export const textTooLong: Rule = {
  id: 'text-too-long',
  severity: 'error',
  law: 'A `talk` speaks 1500 characters at most; SSML tags do not count.',
  why: 'Vonage does not speak a longer text.',
  source: 'ncco.md §6, §15 row 22',
  create: ({ report }) => ({
    spoken({ value: text, place }) {
      if (text.length <= LONGEST_SPOKEN_TEXT) return;
      // What templates become is not known, so only the rest counts.
      const spoken = replaceOutputs(text, () => '').replace(/<\/?[A-Za-z][^<>]*>/g, '');
      const { length } = [...spoken];
      if (length <= LONGEST_SPOKEN_TEXT) return;
      report({
        place,
        message: `"text" has ${length} characters without tags; allowed: ${LONGEST_SPOKEN_TEXT}`,
        suggestion: 'divide it among several "talk" actions',
      });
    },
  }),
};
