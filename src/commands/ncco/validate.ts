import type { LintSettings } from '../../edge/config/lint-settings.ts';
import { readNccoFiles } from '../../edge/ncco-files.ts';
import { badUsage, type ExitCode } from '../../failure.ts';
import { checkText, type LintOptions } from '../../lint/check.ts';
import { countFindings, type FileReport } from '../../text/report/finding.ts';
import { sourceText } from '../../text/source-text.ts';
import type { World } from '../../world.ts';
import type { Format, ValidateFlags } from './flags.ts';
import { lintFiles } from './lint-files.ts';
import { lintSettings } from './lint-settings.ts';
import { writeReport } from './write-report.ts';

/** `vonage-flow ncco validate`: lints everything that was named and reports it. 1 when something is wrong. */
export const runValidate = async (
  named: readonly string[],
  flags: ValidateFlags,
  world: World,
): Promise<ExitCode> => {
  const targets = named.length > 0 ? named : [await configOf(flags, world)];
  const settings = await lintSettings(flags, targets, world);
  const options: LintOptions = { severities: settings.severities };
  const reports = new Map<string, FileReport>();
  const keep = (report: FileReport): void => {
    reports.set(report.source.name, report);
  };
  for (const target of targets) {
    if (target === '-') keep(await checkStdin(options, world));
    else if (/^https?:\/\//i.test(target)) {
      // The HTTP client takes longer to load than a file takes to check.
      const { askServer } = await import('./ask-server.ts');
      keep(await askServer(target, flags, options, world));
    }
  }
  const files = targets.filter((target) => target !== '-' && !/^https?:\/\//i.test(target));
  const texts = await readNccoFiles(files, world.cwd);
  for (const one of await lintFiles(texts, options, world.cwd)) keep(one);
  if (reports.size === 0) {
    throw badUsage({
      what: `There is no NCCO in ${files.join(', ')}`,
      why: 'An NCCO is a list of actions: [{ "action": "talk", "text": "Hello" }]',
      tryThis: 'name a file that holds one',
    });
  }
  return report([...reports.values()], settings, flags, world);
};

const report = async (
  all: readonly FileReport[],
  { quiet, maxWarnings }: LintSettings,
  flags: ValidateFlags,
  world: World,
): Promise<ExitCode> => {
  const counts = countFindings(all);
  const shown = quiet
    ? all.map(({ source, findings }) => ({
        source,
        findings: findings.filter(({ severity }) => severity === 'error'),
      }))
    : all;
  const format: Format = flags.format ?? (flags.json ? 'json' : 'pretty');
  await writeReport(shown, format, world);
  const functions = all.reduce((sum, one) => sum + (one.functions ?? 0), 0);
  if (functions > 0) {
    const words = functions === 1 ? '1 function is' : `${functions} functions are`;
    world.stderr.write(`i ${words} not run by the linter\n`);
  }
  const tooMany = maxWarnings !== undefined && counts.warning > maxWarnings;
  if (tooMany && counts.error === 0) {
    const allowed = flags.maxWarnings === undefined ? 'lint.maxWarnings' : '--max-warnings';
    world.stderr.write(`✗ ${counts.warning} warnings; ${allowed} allows ${maxWarnings}\n`);
  }
  return counts.error > 0 || tooMany ? 1 : 0;
};

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

const checkStdin = async (options: LintOptions, world: World): Promise<FileReport> => {
  const text = await world.keyboard.readAll();
  // JSON is YAML too, but its own reader knows better what is wrong with it.
  const language = /^\s*[[{]/.test(text) ? 'json' : 'yaml';
  const source = sourceText('<stdin>', text);
  return { source, findings: checkText(source, language, options) };
};
