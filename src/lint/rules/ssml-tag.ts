import { nearest } from '../../text/did-you-mean.ts';
import { SSML_TAGS } from '../../vonage/ncco/ssml.ts';
import type { Rule } from '../rule.ts';
import { beginsAsSsml, readSsml } from '../ssml.ts';
import { MOST_PER_TEXT } from '../templates.ts';
import { orList, quote } from '../words.ts';

const TAGS = Object.keys(SSML_TAGS);

export const ssmlTag: Rule = {
  id: 'ssml-tag',
  severity: 'warning',
  law: 'SSML has the tags that Vonage documents.',
  why: 'The voice passes over a tag that it does not know, or the whole text is not spoken.',
  source: 'ncco.md §13',
  note: 'A warning: some voices know more tags.',
  create: ({ report }) => ({
    spoken({ value: text, place }) {
      if (!beginsAsSsml(text)) return;
      const unknown = readSsml(text).tags.filter(({ name }) => !Object.hasOwn(SSML_TAGS, name));
      for (const { name, offset } of unknown.slice(0, MOST_PER_TEXT)) {
        const near = TAGS.includes(name.toLowerCase()) ? name.toLowerCase() : nearest(name, TAGS)[0];
        report({
          place,
          part: { text: name, offset },
          message: `${quote(name)} is no SSML tag; known: ${orList(TAGS)}`,
          suggestion: near === undefined ? undefined : `did you mean <${near}>?`,
        });
      }
    },
  }),
};
