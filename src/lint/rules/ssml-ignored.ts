import { STYLES } from '../../vonage/ncco/styles.ts';
import { defaultOf } from '../../vonage/ncco.ts';
import { optionOf } from '../node.ts';
import type { Rule } from '../rule.ts';
import { beginsAsSsml } from '../ssml.ts';

export const ssmlIgnored: Rule = {
  id: 'ssml-ignored',
  severity: 'info',
  law: 'SSML is spoken by a voice that knows it.',
  why: 'This voice speaks the text as if the tags were not there.',
  source: 'ncco.md §13',
  note: 'From the list of 2021; a voice may have learned it since.',
  create: ({ report }) => ({
    spoken({ value: text, place, owner }) {
      if (!beginsAsSsml(text)) return;
      const language = optionOf(owner, 'language') ?? defaultOf('talk', 'language');
      const style = optionOf(owner, 'style') ?? 0;
      const styles =
        typeof language === 'string' && Object.hasOwn(STYLES, language) ? STYLES[language] : undefined;
      if (typeof style !== 'number' || !styles?.withoutSsml?.includes(style)) return;
      report({
        place,
        message: `style ${style} of ${language} ignored SSML when Vonage last listed it`,
        suggestion: 'take another style, or leave the tags out',
      });
    },
  }),
};
