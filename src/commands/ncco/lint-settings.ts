import { basename, relative, resolve } from 'node:path';
import { configFailure } from '../../edge/config/config-problem.ts';
import { findConfig, isConfigName, languageOf } from '../../edge/config/find-config.ts';
import { type LintSettings, NO_LINT_SETTINGS, readLintSettings } from '../../edge/config/lint-settings.ts';
import { readTextFile } from '../../edge/config/read-text-file.ts';
import { badUsage } from '../../failure.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { ParsedDocument } from '../../text/document.ts';
import { parseDocument } from '../../text/parse-document.ts';
import { type SourceText, sourceText } from '../../text/source-text.ts';
import type { World } from '../../world.ts';
import type { ValidateFlags } from './flags.ts';

/**
 * What counts: the `lint` of the config that is validated, or of `--config`, or of the nearest one, and before it the
 * flags. Fails for a rule that does not exist, and for a config whose settings cannot be understood.
 */
export const lintSettings = async (
  flags: ValidateFlags,
  targets: readonly string[],
  world: World,
): Promise<LintSettings> => {
  await refuseUnknownRules(flags);
  const written = await writtenSettings(flags.config, targets, world);
  const { maxWarnings = written.maxWarnings, quiet = written.quiet } = flags;
  return {
    severities: { ...written.severities, ...flags.rule },
    ...(maxWarnings !== undefined && { maxWarnings }),
    ...(quiet !== undefined && { quiet }),
  };
};

const refuseUnknownRules = async ({ rule }: ValidateFlags): Promise<void> => {
  if (!rule) return;
  const { RULES } = await import('../../lint/rules.ts');
  const ids = RULES.map(({ id }) => id);
  for (const id of Object.keys(rule)) {
    if (ids.includes(id)) continue;
    throw badUsage({
      what: `--rule: there is no rule "${id}"`,
      tryThis: [
        ...[didYouMean(id, ids)].filter((words) => words !== undefined),
        'list them: vonage-flow ncco rules',
      ],
    });
  }
};

const writtenSettings = async (
  explicit: string | undefined,
  targets: readonly string[],
  world: World,
): Promise<LintSettings> => {
  const target = targets.find((one) => isConfigName(basename(one)));
  const named = explicit ?? target;
  const file = named === undefined ? await findConfig(world.cwd) : resolve(world.cwd, named);
  const language = file === undefined ? undefined : languageOf(file);
  if (file === undefined || language === undefined) return NO_LINT_SETTINGS;
  const shown = relative(world.cwd, file) || file;
  // What makes a config unreadable is among the findings when it is validated itself.
  const isTarget = targets.some((one) => resolve(world.cwd, one) === file);
  const read = await readTextFile(file);
  if (!read.ok) {
    if (isTarget) return NO_LINT_SETTINGS;
    throw badUsage({ what: `the config ${shown} cannot be read: ${read.why}`, tryThis: 'look at the file' });
  }
  const source = sourceText(shown, read.text);
  const parsed = parseDocument(source, language);
  const document = parsed.ok ? parsed : parsed.readable;
  if (!document && isTarget) return NO_LINT_SETTINGS;
  const { settings, problems } = document ? await readLintSettings(document) : unreadable(source, parsed);
  if (problems.length > 0) throw configFailure(shown, problems, world.stderr.columns());
  return settings;
};

const unreadable = (source: SourceText, parsed: ParsedDocument) => ({
  settings: NO_LINT_SETTINGS,
  problems: parsed.ok ? [] : parsed.problems.map((problem) => ({ source, ...problem })),
});
