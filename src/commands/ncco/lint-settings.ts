import { basename, relative, resolve } from 'node:path';
import { configFailure } from '../../edge/config/config-problem.ts';
import { findConfig, isConfigName } from '../../edge/config/find-config.ts';
import { type LintSettings, NO_LINT_SETTINGS, readLintSettings } from '../../edge/config/lint-settings.ts';
import { readConfig } from '../../edge/config/read-config.ts';
import { badUsage, Failure } from '../../failure.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { printable } from '../../text/printable.ts';
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
  seen?: (path: string) => void,
): Promise<LintSettings> => {
  await refuseUnknownRules(flags);
  const written = await writtenSettings(flags.config, targets, world, seen);
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
  seen: ((path: string) => void) | undefined,
): Promise<LintSettings> => {
  const named = explicit ?? targets.find((one) => isConfigName(basename(one)));
  const file = named === undefined ? await findConfig(world.cwd) : resolve(world.cwd, named);
  if (file === undefined) return NO_LINT_SETTINGS;
  const columns = world.stderr.columns();
  seen?.(file);
  const isTarget = targets.some((one) => resolve(world.cwd, one) === file);
  const read = await readConfig(file, { cwd: world.cwd, columns, seen }).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    // What makes a config unreadable is among the findings when it is validated itself.
    if (isTarget) return undefined;
    if (explicit !== undefined || !targets.every(isElsewhere)) throw error;
    world.stderr.write(`! ${printable(error.what)}; its \`lint\` does not count\n`);
    return undefined;
  });
  if (!read) return NO_LINT_SETTINGS;
  const { settings, problems } = await readLintSettings(read.document);
  // So are faults in its settings.
  if (problems.length > 0 && !isTarget)
    throw configFailure(relative(world.cwd, file) || file, problems, columns);
  return settings;
};

/** What a server or a pipe holds has little to do with the folder that one is in. */
const isElsewhere = (target: string): boolean => target === '-' || /^https?:\/\//i.test(target);
