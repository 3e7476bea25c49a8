import { describe, expect, it } from 'vitest';
import { checkNcco } from '../../src/lint/check.ts';
import { RULES } from '../../src/lint/rules.ts';
import { applyEdits } from '../../src/text/edit/apply-edits.ts';
import { parseDocument } from '../../src/text/parse-document.ts';
import { casesOf, isBad, lintCase } from './ncco-cases.ts';

const fixable = RULES.flatMap(({ id }) => casesOf(id).filter(isBad)).flatMap((one) => {
  const parsed = parseDocument(one.source, one.language);
  const value = parsed.ok ? parsed.value : parsed.readable?.value;
  return lintCase(one)
    .filter(({ fix }) => fix !== undefined)
    .map((diagnostic) => ({
      name: `${one.name}: ${diagnostic.fix?.title} (${diagnostic.path.join('.')})`,
      one,
      value,
      diagnostic,
    }));
});

describe('a fix', () => {
  it('is offered by these rules, and safe in these', () => {
    const idsOf = (found: typeof fixable) =>
      [...new Set(found.map(({ diagnostic }) => diagnostic.rule))].sort();
    expect({
      all: idsOf(fixable),
      safe: idsOf(fixable.filter(({ diagnostic }) => diagnostic.fix?.isSafe)),
    }).toMatchInlineSnapshot(`
      {
        "all": [
          "array-needed",
          "both-detections",
          "channels-without-split",
          "deprecated-option",
          "invalid-url",
          "legacy-input",
          "missing-option",
          "needless-array",
          "not-an-action",
          "not-an-array",
          "option-spelling",
          "phone-number",
          "plus-in-number",
          "quoted-value",
          "sip-address",
          "timeout-spelling",
          "transcription-without-record",
          "undocumented-option",
          "unknown-action",
          "unknown-content-type",
          "unknown-language",
          "unknown-option",
          "unknown-word",
          "wrong-type",
        ],
        "safe": [
          "array-needed",
          "deprecated-option",
          "legacy-input",
          "needless-array",
          "not-an-action",
          "not-an-array",
          "option-spelling",
          "phone-number",
          "plus-in-number",
          "quoted-value",
          "sip-address",
          "timeout-spelling",
          "undocumented-option",
          "unknown-action",
          "unknown-content-type",
          "unknown-language",
          "unknown-word",
          "wrong-type",
        ],
      }
    `);
  });

  it.each(fixable)('mends $name', ({ value, one, diagnostic }) => {
    const before = checkNcco(value, one.options);
    const after = checkNcco(applyEdits(value!, diagnostic.fix!.edits), one.options);
    const same = (found: readonly { rule: string }[]) =>
      found.filter(({ rule }) => rule === diagnostic.rule).length;
    expect(same(after)).toBeLessThan(same(before));
    // What was hidden behind it may come to light, but not another error than that.
    const errors = (found: readonly { severity: string }[]) =>
      found.filter(({ severity }) => severity === 'error');
    expect(errors(after).length).toBeLessThanOrEqual(errors(before).length);
  });
});
