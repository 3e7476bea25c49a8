import type { Rule } from '../rule.ts';
import { type Enclosed, nextEnclosed } from '../templates.ts';
import { quote } from '../words.ts';

const PLACEHOLDERS = [
  ['${', '}'],
  ['<%', '%>'],
  ['{%', '%}'],
] as const;

export const unfilledTemplate: Rule = {
  id: 'unfilled-template',
  severity: 'warning',
  law: 'No placeholder of a template language is left in a text.',
  why: 'Vonage fills in nothing: it would read the placeholder aloud, or ask for it as an address.',
  source: 'field studies',
  note: '`{{ … }}` is reported only where nobody fills it in, such as in the reply of your own server.',
  create: ({ report, fillsTemplates }) => ({
    oddText({ value, place }) {
      const found = placeholderIn(value) ?? (fillsTemplates ? undefined : nextEnclosed(value, '{{', '}}'));
      if (!found) return;
      report({
        place,
        part: found,
        message: `the placeholder ${quote(found.text)} stands in this text`,
        suggestion: found.text.startsWith('${')
          ? 'in JavaScript put the text in backticks; in an NCCO file write {{ … }}'
          : undefined,
      });
    },
  }),
};

const placeholderIn = (text: string): Enclosed | undefined => {
  for (const [open, close] of PLACEHOLDERS) {
    const found = nextEnclosed(text, open, close);
    if (found) return found;
  }
  return undefined;
};
