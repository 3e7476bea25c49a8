import { basename, resolve } from 'node:path';
import { findConfig, isConfigName, languageOf } from '../../edge/config/find-config.ts';
import type { LintSettings } from '../../edge/config/lint-settings.ts';
import { readTextFile } from '../../edge/config/read-text-file.ts';
import { badUsage } from '../../failure.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { World } from '../../world.ts';
import type { ValidateFlags } from './flags.ts';

/**
 * What counts: the `lint` of the config that is validated, or of `--config`, or of the one nearest to it, and before it the
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
  const { OTHER_FINDINGS } = await import('../../lint/other-findings.ts');
  const ids = RULES.map(({ id }) => id);
  for (const id of Object.keys(rule)) {
    if (ids.includes(id)) continue;
    const fixed = OTHER_FINDINGS.find((one) => one.id === id);
    if (fixed) {
      throw badUsage({
        what: `--rule: "${id}" is always an ${fixed.severity}`,
        ...(fixed.note !== undefined && { why: fixed.note }),
        tryThis: `what it is: vonage-flow ncco rules ${id}`,
      });
    }
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
  const file = named === undefined ? await nearestConfig(targets, world.cwd) : resolve(world.cwd, named);
  if (file === undefined) return { severities: {} };
  seen?.(file);
  if (named === undefined && !(await mayHaveSettings(file))) return { severities: {} };
  const { settingsOf } = await import('./settings-of.ts');
  return settingsOf({ file, isNamed: explicit !== undefined }, targets, world, seen);
};

/**
 * Most configs say nothing of the linter, and to read YAML takes longer than to check what is near it: the key `lint`
 * is nowhere in a text that has neither the word nor an escape. What a program exports is seen only by running it.
 */
const mayHaveSettings = async (file: string): Promise<boolean> => {
  if (languageOf(file) === undefined) return true;
  const read = await readTextFile(file);
  return !read.ok || /lint|\\/.test(read.text);
};

/**
 * Nearest to what is checked, for a folder of another project has that project's settings; else, and for files of several
 * projects, to where one is.
 */
const nearestConfig = async (targets: readonly string[], cwd: string): Promise<string | undefined> => {
  const listed = new Map<string, readonly string[]>();
  const found = new Set<string | undefined>();
  for (const target of targets) {
    if (target === '-' || /^https?:\/\//i.test(target)) continue;
    found.add(await findConfig(resolve(cwd, target), listed));
  }
  const [nearest] = found;
  return found.size === 1 && nearest !== undefined ? nearest : findConfig(cwd, listed);
};
