import { dirname, resolve } from 'node:path';
import { checkConfig } from '../../edge/config/check-config.ts';
import { type ConfigProblem, maskedSource } from '../../edge/config/config-problem.ts';
import { maskSecrets } from '../../edge/config/mask-secrets.ts';
import type { ConfigFunctions } from '../../edge/config/program/config-functions.ts';
import { readTextFile } from '../../edge/config/read-text-file.ts';
import { configFault } from '../../lint/other-findings.ts';
import type { Document, Path, TextProblem } from '../../text/document.ts';
import type { FileReport, Finding } from '../../text/report/finding.ts';
import { positionAt, type SourceText } from '../../text/source-text.ts';
import { isJsonObject } from '../../vonage/json.ts';
import type { LintJob } from './lint-files.ts';

/** A config that is validated. */
export interface GivenConfig {
  readonly document: Document;
  /** Keys that it has twice: its reader refuses them, though the rest can be read. */
  readonly twice?: readonly TextProblem[];
  /** Of a config that a program made: its functions, and which part of its value a place is. */
  readonly functions?: ConfigFunctions;
  readonly pathAt?: (place: number) => Path;
}

/**
 * Adds to the findings in a config's NCCOs what `listen` would refuse it for: its shape, its names, and the files that
 * it names. What both know is told once.
 *
 * @param reports the config's own first, then those of its files
 */
export const withConfigFindings = async (
  given: GivenConfig,
  [own, ...files]: readonly [FileReport, ...FileReport[]],
  { directory, seen }: LintJob,
): Promise<readonly FileReport[]> => {
  const { document } = given;
  const folder = dirname(resolve(directory, document.source.name));
  // The texts that were linted: mended ones are not on the disk yet.
  const texts = new Map(files.map(({ source }) => [resolve(directory, source.name), source.text]));
  const readText: typeof readTextFile = async (path) => {
    const text = texts.get(path);
    return text === undefined ? readTextFile(path) : { ok: true, text };
  };
  const problems =
    document.value === null
      ? [emptyConfig(document)]
      : await problemsOf(given, { directory: folder, cwd: directory, seen, readText });
  const unanswered = problems.length === 0 ? noAnswer(given) : [];
  return [own, ...files].map((report) => {
    const { name } = report.source;
    const mine = problems.filter(({ source }) => source.name === name);
    const found = [
      ...mine.map((problem) => findingOf(problem, given)),
      ...(report === own ? unanswered : []),
    ];
    if (found.length === 0) return report;
    return {
      ...report,
      source: masked(report.source, mine),
      findings: merged(report.source, report.findings, found),
    };
  });
};

const problemsOf = async (
  { document, twice = [], functions }: GivenConfig,
  folders: Parameters<typeof checkConfig>[1],
): Promise<readonly ConfigProblem[]> => {
  const checked = await checkConfig(document, folders, functions);
  const doubles = twice.map((problem): ConfigProblem => ({ source: document.source, ...problem }));
  return [...doubles, ...(checked.ok ? [] : checked.problems)];
};

const emptyConfig = ({ source, rangeOf }: Document): ConfigProblem => ({
  source,
  range: rangeOf([]),
  message: 'the config is empty',
  hint: 'write at least what answers a call: answer: ./welcome.json',
});

const findingOf = (
  { source, range, message, hint }: ConfigProblem,
  { document, twice, pathAt }: GivenConfig,
): Finding => {
  const first = source === document.source ? twice?.find((one) => one.range === range)?.first : undefined;
  return {
    rule: configFault.id,
    severity: configFault.severity,
    message: maskSecrets(message),
    why: configFault.why,
    ...(hint !== undefined && { suggestion: hint }),
    ...(pathAt && source === document.source ? { path: pathAt(range.start) } : { range }),
    related: first ? [{ range: first, message: 'the first one is here' }] : [],
  };
};

/** A listener may be told by its flags what answers, so this is no fault yet. */
const noAnswer = ({ document, pathAt }: GivenConfig): readonly Finding[] => {
  const config = isJsonObject(document.value) ? document.value : {};
  const [name] = Object.keys(isJsonObject(config['nccos']) ? config['nccos'] : {});
  const { borrow } = config;
  const borrowsIt = !Array.isArray(borrow) || (borrow as readonly unknown[]).includes('voice.answer');
  if (name === undefined || 'answer' in config || 'forward' in config || !borrowsIt) return [];
  const range = document.keyRangeOf(['nccos']);
  return [
    {
      rule: configFault.id,
      severity: 'warning',
      message: 'the config does not say what answers a call',
      why: 'Unless listen is told to --forward, every caller only hears an apology.',
      suggestion: `name an NCCO: answer: ${name}`,
      ...(pathAt ? { path: pathAt(range.start) } : { range }),
      related: [],
    },
  ];
};

/** Lines that are shown must not show a secret. */
const masked = (source: SourceText, problems: readonly ConfigProblem[]): SourceText =>
  problems.some(({ secrets }) => secrets)
    ? maskedSource(
        source,
        problems.map((problem) => ({ ...problem, source })),
      )
    : source;

/** Both by place; a fault that both see is told by the rule that explains it, unless the rule takes it for milder. */
const merged = (
  source: SourceText,
  linted: readonly Finding[],
  found: readonly Finding[],
): readonly Finding[] => {
  const isKnown = (one: Finding): boolean =>
    linted.some((other) => other.severity === 'error' && isSamePlace(source, one, other));
  const isOutdone = (one: Finding): boolean =>
    one.severity !== 'error' && found.some(({ message }) => message === one.message);
  const all = [...linted.filter((one) => !isOutdone(one)), ...distinct(found.filter((one) => !isKnown(one)))];
  // What a program made has no places in a text; the sort leaves it as it is.
  return all.sort((one, other) => (one.range?.start ?? 0) - (other.range?.start ?? 0));
};

const isSamePlace = (source: SourceText, one: Finding, other: Finding): boolean => {
  if (one.range && other.range) {
    const overlap = one.range.start <= other.range.end && other.range.start <= one.range.end;
    return overlap && lineOf(source, one.range.start) === lineOf(source, other.range.start);
  }
  return !one.range && !other.range && JSON.stringify(one.path) === JSON.stringify(other.path);
};

const lineOf = (source: SourceText, place: number): number => positionAt(source, place).line;

const distinct = (findings: readonly Finding[]): readonly Finding[] => {
  const keys = findings.map(({ message, range, path }) => JSON.stringify([message, range?.start, path]));
  return findings.filter((_finding, index) => keys.indexOf(keys[index] ?? '') === index);
};
