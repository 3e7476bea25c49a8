import { relative, resolve } from 'node:path';
import { configFailure } from '../../edge/config/config-problem.ts';
import { type LintSettings, NO_LINT_SETTINGS, readLintSettings } from '../../edge/config/lint-settings.ts';
import { readConfig } from '../../edge/config/read-config.ts';
import { Failure } from '../../failure.ts';
import type { World } from '../../world.ts';

/** What a config says about the linter. Fails when its settings cannot be understood. */
export const settingsOf = async (
  file: string,
  targets: readonly string[],
  world: World,
  seen: ((path: string) => void) | undefined,
): Promise<LintSettings> => {
  const columns = world.stderr.columns();
  seen?.(file);
  const read = await readConfig(file, { cwd: world.cwd, columns, seen }).catch((error: unknown) => {
    // What makes a config unreadable is among the findings when it is validated itself.
    if (error instanceof Failure && targets.some((one) => resolve(world.cwd, one) === file)) return undefined;
    throw error;
  });
  if (!read) return NO_LINT_SETTINGS;
  const { settings, problems } = await readLintSettings(read.document);
  if (problems.length > 0) throw configFailure(relative(world.cwd, file) || file, problems, columns);
  return settings;
};
