import { STYLES } from '../../vonage/ncco/styles.ts';
import { defaultOf } from '../../vonage/ncco.ts';
import { optionOf, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const unknownStyle: Rule = {
  id: 'unknown-style',
  severity: 'info',
  law: 'A style is one of those that its language is known to have.',
  why: 'It may be newer than our list; if it is not, another voice speaks.',
  source: 'ncco.md §6, §13',
  create: ({ report }) => ({
    'option talk.style'(node) {
      const style = optionOf(node, 'style');
      const language = optionOf(node, 'language') ?? defaultOf('talk', 'language');
      const styles =
        typeof language === 'string' && Object.hasOwn(STYLES, language) ? STYLES[language] : undefined;
      if (!styles || typeof style !== 'number' || style <= styles.last) return;
      const known = styles.last === 0 ? 'style 0' : `styles 0 to ${styles.last}`;
      report({
        place: placeOf(node, 'style'),
        message: `"style" is ${style}; ${language} is known to have ${known}`,
      });
    },
  }),
};
