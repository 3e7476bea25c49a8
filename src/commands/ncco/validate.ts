import type { LintSettings } from '../../edge/config/lint-settings.ts';
import type { Unreadable } from '../../edge/config/read-text-file.ts';
import { readNccoFiles } from '../../edge/ncco-files.ts';
import { badUsage, type ExitCode } from '../../failure.ts';
import { checkParsed, type LintOptions } from '../../lint/check.ts';
import { unreadableFile } from '../../lint/other-findings.ts';
import { documentReader } from '../../text/read-document.ts';
import { countFindings, type FileReport } from '../../text/report/finding.ts';
import { type SourceText, sourceText } from '../../text/source-text.ts';
import type { World } from '../../world.ts';
import type { Format, ValidateFlags } from './flags.ts';
import { formatOf } from './format-of.ts';
import { type LintJob, lintFiles, type Mend } from './lint-files.ts';
import { lintSettings } from './lint-settings.ts';
import { type ReportOutput, writeReport } from './write-report.ts';

/** `vonage-flow ncco validate`: lints everything that was named and reports it. 1 when something is wrong. */
export const runValidate = async (
  named: readonly string[],
  flags: ValidateFlags,
  world: World,
): Promise<ExitCode> =>
  flags.watch
    ? (await import('./watch.ts')).watchNccos(named, flags, world)
    : validateOnce(named, flags, world);

/** @param seen is told of each file, and each folder that is looked through, before it is read */
export const validateOnce = async (
  named: readonly string[],
  flags: ValidateFlags,
  world: World,
  seen?: (path: string) => void,
): Promise<ExitCode> => {
  const format = formatOf(flags, 'pretty');
  const targets = named.length > 0 ? named : [await configOf(flags, world)];
  const settings = await lintSettings(flags, targets, world, seen);
  const options: LintOptions = { severities: settings.severities };
  const mending =
    flags.fix || flags.fixDryRun
      ? (await import('./mending.ts')).startMending(targets, flags, world)
      : undefined;
  const reports = new Map<string, FileReport>();
  const keep = (report: FileReport): void => {
    reports.set(report.source.name, report);
  };
  for (const target of targets) {
    if (target === '-') keep(await checkStdin(options, world, mending?.mend));
    else if (/^https?:\/\//i.test(target)) {
      // The HTTP client takes longer to load than a file takes to check.
      const { askServer } = await import('./ask-server.ts');
      keep(await askServer(target, flags, options, world));
    }
  }
  const files = targets.filter((target) => target !== '-' && !/^https?:\/\//i.test(target));
  const job: LintJob = { directory: world.cwd, mend: mending?.mend, seen, checksConfigs: true };
  const texts = await readNccoFiles(files, world.cwd, {
    seen,
    unreadable: (name, reason) => keep(unreadableReport(name, reason)),
  });
  for (const one of await lintFiles(texts, options, job)) keep(one);
  if (reports.size === 0) {
    throw badUsage({
      what: `There is no NCCO in ${files.join(', ')}`,
      why: 'An NCCO is a list of actions: [{ "action": "talk", "text": "Hello" }]',
      tryThis: 'name a file that holds one',
    });
  }
  const all = [...reports.values()];
  const output = mending ? await mending.finish(all) : world;
  return report(
    all,
    settings,
    { ...flags, format },
    {
      stdout: output.stdout,
      version: output.version,
      stderr: world.stderr,
    },
  );
};

const report = async (
  all: readonly FileReport[],
  { quiet, maxWarnings }: LintSettings,
  { format, maxWarnings: flagged }: Pick<ValidateFlags, 'maxWarnings'> & { readonly format: Format },
  world: ReportOutput & Pick<World, 'stderr'>,
): Promise<ExitCode> => {
  const counts = countFindings(all);
  const shown = quiet
    ? all.map((one) => ({
        ...one,
        findings: one.findings.filter(({ severity }) => severity === 'error'),
      }))
    : all;
  await writeReport(shown, format, world, quiet === true);
  const functions = all.reduce((sum, one) => sum + (one.functions ?? 0), 0);
  if (functions > 0) {
    const words = functions === 1 ? '1 function is' : `${functions} functions are`;
    world.stderr.write(`i ${words} not run by the linter\n`);
  }
  const tooMany = maxWarnings !== undefined && counts.warning > maxWarnings;
  if (tooMany && counts.error === 0) {
    const allowed = flagged === undefined ? 'lint.maxWarnings' : '--max-warnings';
    world.stderr.write(
      `✗ ${counts.warning} ${counts.warning === 1 ? 'warning' : 'warnings'}; ${allowed} allows ${maxWarnings}\n`,
    );
  }
  return counts.error > 0 || tooMany ? 1 : 0;
};

const unreadableReport = (name: string, { why, tryThis }: Unreadable): FileReport => ({
  source: sourceText(name, ''),
  findings: [
    {
      rule: unreadableFile.id,
      severity: unreadableFile.severity,
      message: `cannot be read: ${why}`,
      why: unreadableFile.why,
      suggestion: tryThis,
      related: [],
    },
  ],
});

/** Without files the config is meant. */
const configOf = async ({ config: named }: ValidateFlags, world: World): Promise<string> => {
  if (named !== undefined) return named;
  const { findConfig } = await import('../../edge/config/find-config.ts');
  const config = await findConfig(world.cwd);
  if (config !== undefined) return config;
  throw badUsage({
    what: 'Nothing to validate: no file was named, and there is no config here',
    tryThis: [
      'name files: vonage-flow ncco validate answer.json',
      'or a server: vonage-flow ncco validate http://localhost:8080/answer',
    ],
  });
};

const checkStdin = async (
  options: LintOptions,
  world: World,
  mend: Mend | undefined,
): Promise<FileReport> => {
  const text = await world.keyboard.readAll();
  // JSON is YAML too, but its own reader knows better what is wrong with it.
  const language = /^\s*[[{]/.test(text) ? 'json' : 'yaml';
  const parse = await documentReader(language);
  const lint = (source: SourceText) => checkParsed(parse(source), options);
  const given = { name: '<stdin>', text, language, isFound: false } as const;
  const source = sourceText(given.name, mend ? mend(given, lint) : text);
  return { source, findings: lint(source), isMendable: mend === undefined };
};
