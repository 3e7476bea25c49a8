import { nearest } from '../../text/did-you-mean.ts';
import { SSML_TAGS, type SsmlAttribute } from '../../vonage/ncco/ssml.ts';
import type { Rule } from '../rule.ts';
import { beginsAsSsml, readSsml } from '../ssml.ts';
import { MOST_PER_TEXT } from '../templates.ts';
import { orList, quote } from '../words.ts';

export const ssmlAttribute: Rule = {
  id: 'ssml-attribute',
  severity: 'warning',
  law: 'SSML tags have the attributes and values that Vonage documents.',
  why: 'The voice passes over what it does not know: the text is spoken as without it.',
  source: 'ncco.md §13',
  create: ({ report }) => ({
    spoken({ value: text, place }) {
      if (!beginsAsSsml(text)) return;
      let count = 0;
      for (const tag of readSsml(text).tags) {
        if (count >= MOST_PER_TEXT) return;
        const known = Object.hasOwn(SSML_TAGS, tag.name) ? SSML_TAGS[tag.name] : undefined;
        if (!known) continue;
        for (const { name, value } of tag.attributes) {
          const attribute = Object.hasOwn(known, name) ? known[name] : undefined;
          if (attribute && fits(value, attribute)) continue;
          const part = { text: name, offset: Math.max(0, text.indexOf(name, tag.offset)) };
          count += 1;
          if (!attribute) {
            const near = nearest(name, Object.keys(known))[0];
            report({
              place,
              part,
              message: `<${tag.name}> has no attribute ${quote(name)}`,
              suggestion: near === undefined ? undefined : `did you mean "${near}"?`,
            });
          } else {
            report({
              place,
              part,
              message: `"${name}" of <${tag.name}> is ${quote(value)}; allowed: ${allowed(attribute)}`,
            });
          }
        }
      }
    },
  }),
};

const fits = (value: string, { words, pattern }: SsmlAttribute): boolean => {
  if (words === undefined && pattern === undefined) return true;
  // The place of a template, of which nobody knows what will stand there.
  if (/^x{4,}$/.test(value)) return true;
  return words?.includes(value) === true || (pattern !== undefined && wholeOf(pattern).test(value));
};

const wholes = new Map<string, RegExp>();

const wholeOf = (pattern: string): RegExp => {
  const whole = wholes.get(pattern) ?? new RegExp(`^(?:${pattern})$`);
  wholes.set(pattern, whole);
  return whole;
};

const allowed = ({ words, example }: SsmlAttribute): string => {
  const form = example === undefined ? undefined : `such as ${quote(example)}`;
  if (words === undefined) return form ?? 'any text';
  return form === undefined ? orList(words) : `${orList(words)}, or ${form}`;
};
