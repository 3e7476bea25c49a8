import { nearest } from '../../text/did-you-mean.ts';
import { SPOKEN_LANGUAGES } from '../../vonage/ncco/languages.ts';
import type { Rule } from '../rule.ts';
import { orList, quote } from '../words.ts';

/** The same language in the other list: speaking and understanding name some differently. */
const COUNTERPARTS: Readonly<Record<string, string>> = {
  zh: 'cmn-CN',
  'zh-cn': 'cmn-CN',
  'cmn-cn': 'zh',
  'zh-tw': 'cmn-TW',
};

export const unknownLanguage: Rule = {
  id: 'unknown-language',
  severity: 'warning',
  law: 'A language is one of those that Vonage is known to speak (talk) or to understand (speech, transcription).',
  why: 'Another one may be new; if it is not, the call goes on in another language or ends.',
  source: 'ncco.md §13, §14',
  note: 'Letter case does not count. Never an error: the lists grow.',
  create: ({ report }) => ({
    'text language'({ expected, value, place, isUncertain }) {
      if (expected.is !== 'text' || expected.known === undefined) return;
      const { known } = expected;
      const wanted = value.toLowerCase();
      if (known.some((language) => language.toLowerCase() === wanted)) return;
      const same = known.find((language) => language.toLowerCase() === wanted.replace('_', '-'));
      const counterpart = COUNTERPARTS[wanted];
      const regions = known.filter((language) =>
        language.toLowerCase().startsWith(`${wanted.split(/[-_]/)[0]}-`),
      );
      const near =
        counterpart && known.includes(counterpart)
          ? [counterpart]
          : regions.length > 0
            ? regions
            : nearest(value, known);
      const isSpoken = known === SPOKEN_LANGUAGES;
      report({
        place,
        isUncertain,
        message: `${quote(value)} is not among the languages that Vonage is known to ${isSpoken ? 'speak' : 'understand'}`,
        suggestion: same
          ? `write "${same}"`
          : near.length === 0
            ? undefined
            : `did you mean ${orList(near)}?`,
        fix: same
          ? { title: `write "${same}"`, isSafe: true, edits: [{ do: 'replace-value', place, value: same }] }
          : undefined,
      });
    },
  }),
};
