import type { Rule } from '../rule.ts';
import { beginsAsSsml, readSsml } from '../ssml.ts';

export const ssmlSyntax: Rule = {
  id: 'ssml-syntax',
  severity: 'error',
  law: 'SSML is well-formed XML: tags are closed, & and < are written as &amp; and &lt;.',
  why: 'Vonage cannot read the text: the caller hears nothing, or the call ends.',
  source: 'ncco.md §6, §13, §15 row 22',
  create: ({ report }) => ({
    spoken({ value: text, place }) {
      if (!beginsAsSsml(text)) return;
      const fault = readSsml(text).fault;
      if (fault) report({ place, ...fault });
    },
  }),
};
