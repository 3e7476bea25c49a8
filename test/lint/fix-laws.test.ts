import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkText } from '../../src/lint/check-text.ts';
import { fixText } from '../../src/lint/fix-text.ts';
import { RULES } from '../../src/lint/rules.ts';
import { parseDocument } from '../../src/text/parse-document.ts';
import { sourceText } from '../../src/text/source-text.ts';
import { asJson, asYaml, brokenNcco, type Written } from './broken-ncco.ts';
import { casesOf } from './ncco-cases.ts';

const fix = ({ text, language }: Pick<Written, 'text' | 'language'>) =>
  fixText({ name: 'f', text, language }, (source) => checkText(source, language));

const meaningOf = ({ text, language }: Pick<Written, 'text' | 'language'>) => {
  const parsed = parseDocument(sourceText('f', text), language);
  return parsed.ok ? parsed.value : parsed.readable?.value;
};

/** Not as a function, so that a text that breaks a law is shown. */
const written = (form: typeof asJson): fc.Arbitrary<Written> =>
  fc.tuple(brokenNcco, form).map(([value, write]) => write(value));

const holds = (before: Written): void => {
  const { language, comments } = before;
  const { text, mended, left } = fix(before);
  const read = parseDocument(sourceText('f', text), language);
  expect(read.ok).toBe(true);
  // What is left has a comment in its way.
  if (comments.length === 0) expect(left.filter((finding) => finding.fix?.isSafe)).toEqual([]);
  expect(comments.filter((comment) => !text.includes(comment))).toEqual([]);
  expect(left).toEqual(checkText(sourceText('f', text), language));
  const again = fix({ text, language });
  expect(again.text).toBe(text);
  expect(again.mended).toEqual([]);
  if (mended.length === 0) expect(text).toBe(before.text);
  else expect(untouched(before).filter((piece) => !text.includes(piece))).toEqual([]);
};

/** The actions, as they are written, in which nothing can be mended. */
const untouched = ({ text, language }: Written): readonly string[] => {
  const source = sourceText('f', text);
  const read = parseDocument(source, language);
  if (!read.ok || !Array.isArray(read.value)) return [];
  const touched = new Set(
    checkText(source, language)
      .filter((one) => one.fix?.isSafe)
      .map(({ path }) => path[0]),
  );
  return read.value.flatMap((_, index) => {
    const { start, end } = read.rangeOf([index]);
    return touched.has(index) || touched.has(undefined) ? [] : [source.text.slice(start, end)];
  });
};

describe('a text whose faults were mended', () => {
  it('as JSON has no fixable fault left, reads, and is the same but for them', () => {
    fc.assert(fc.property(written(asJson), holds), { numRuns: 600 });
  });

  it('as YAML does so too, and keeps its comments', () => {
    fc.assert(fc.property(written(asYaml), holds), { numRuns: 600 });
  });

  it('says the same in both', () => {
    fc.assert(
      fc.property(brokenNcco, asJson, asYaml, (value, toJson, toYaml) => {
        const yaml = toYaml(value);
        if (yaml.comments.length > 0) return;
        expect(meaningOf({ ...fix(yaml), language: 'yaml' })).toEqual(
          meaningOf({ ...fix(toJson(value)), language: 'json' }),
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each(['good', ...RULES.map(({ id }) => id)].flatMap(casesOf).map((one) => [one.name, one] as const))(
    'of %s reads, and is not mended twice',
    (_, { source, language }) => {
      const { text, left } = fix({ text: source.text, language });
      expect(left.filter((finding) => finding.fix?.isSafe)).toEqual([]);
      expect(fix({ text, language }).text).toBe(text);
    },
  );
});
