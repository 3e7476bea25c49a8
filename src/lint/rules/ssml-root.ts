import { SSML_TAGS } from '../../vonage/ncco/ssml.ts';
import type { Rule } from '../rule.ts';
import { beginsAsSsml } from '../ssml.ts';

const TAG = new RegExp(`</?(?:${Object.keys(SSML_TAGS).join('|')})(?=[\\s/>])[^<>]*>`);

export const ssmlRoot: Rule = {
  id: 'ssml-root',
  severity: 'warning',
  law: 'A text with SSML tags stands in <speak>…</speak> as a whole.',
  why: 'Otherwise the text is not SSML, and the tags have no effect or are read aloud.',
  source: 'ncco.md §6, §15 row 22',
  create: ({ report }) => ({
    spoken({ value: text, place }) {
      if (beginsAsSsml(text)) return;
      const tag = TAG.exec(text);
      if (!tag) return;
      report({
        place,
        part: { text: tag[0], offset: tag.index },
        message: 'an SSML tag in a text that does not begin with <speak>',
        suggestion: 'put all of the text in <speak>…</speak>',
      });
    },
  }),
};
