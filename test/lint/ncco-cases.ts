import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LintOptions } from '../../src/lint/check.ts';
import { checkText } from '../../src/lint/check-text.ts';
import type { Diagnostic } from '../../src/lint/diagnostic.ts';
import { RULES } from '../../src/lint/rules.ts';
import { positionAt, type SourceText, sourceText } from '../../src/text/source-text.ts';

export const CASES = fileURLToPath(new URL('../cases/ncco/', import.meta.url));

export interface NccoCase {
  /** `unknown-action/bad-1.json`. */
  readonly name: string;
  readonly path: string;
  readonly rule: string;
  readonly source: SourceText;
  readonly language: 'json' | 'yaml';
  readonly options: LintOptions;
}

/** The NCCOs of a folder of test/cases/ncco; an `options.json` beside them says what the linter is told. */
export const casesOf = (rule: string): readonly NccoCase[] =>
  readdirSync(join(CASES, rule))
    .filter((file) => /\.(json|yaml)$/.test(file) && file !== 'options.json')
    .map((file) => {
      const path = join(CASES, rule, file);
      return {
        name: `${rule}/${file}`,
        path,
        rule,
        source: sourceText(file, readFileSync(path, 'utf8')),
        language: extname(file) === '.json' ? 'json' : 'yaml',
        options: optionsOf(join(CASES, rule, 'options.json')),
      };
    });

/** `bad-1.json` and the like, not those that are fine. */
export const isBad = ({ name }: NccoCase): boolean => /\/bad-/.test(name);

const optionsOf = (path: string): LintOptions => {
  if (!existsSync(path)) return {};
  const options = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  // Sets are lists in JSON.
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, Array.isArray(value) ? new Set(value) : value]),
  );
};

/** The options with one rule alone. */
export const aloneWith = (rule: string, options: LintOptions): LintOptions => ({
  ...options,
  severities: Object.fromEntries(RULES.filter(({ id }) => id !== rule).map(({ id }) => [id, 'off'])),
});

export const lintCase = (one: NccoCase, options = one.options): Diagnostic[] =>
  checkText(one.source, one.language, options);

/** `1:14 error [rule] message`, what to write below it, and related places. */
export const linesOf = (diagnostics: readonly Diagnostic[], source: SourceText): string =>
  diagnostics
    .flatMap(({ range, severity, rule, message, suggestion, related }) => [
      `${placeOf(source, range)} ${severity} [${rule}] ${message}`,
      ...(suggestion === undefined ? [] : [`    ${suggestion}`]),
      ...related.map((other) => `    ${placeOf(source, other.range)} ${other.message}`),
    ])
    .map((line) => `${line}\n`)
    .join('');

const placeOf = (source: SourceText, range: Diagnostic['range']): string => {
  if (!range) return '-';
  const { line, column } = positionAt(source, range.start);
  return `${line}:${column}`;
};
