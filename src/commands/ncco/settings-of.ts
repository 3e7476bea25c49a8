import { relative, resolve, sep } from 'node:path';
import { configFailure } from '../../edge/config/config-problem.ts';
import { type LintSettings, NO_LINT_SETTINGS, readLintSettings } from '../../edge/config/lint-settings.ts';
import { readConfig } from '../../edge/config/read-config.ts';
import { Failure } from '../../failure.ts';
import { printable } from '../../text/printable.ts';
import type { World } from '../../world.ts';

/**
 * What a config says about the linter. Fails when its settings cannot be understood.
 *
 * @param config `isNamed`: by `--config`
 */
export const settingsOf = async (
  { file, isNamed }: { readonly file: string; readonly isNamed: boolean },
  targets: readonly string[],
  world: World,
  seen: ((path: string) => void) | undefined,
): Promise<LintSettings> => {
  const columns = world.stderr.columns();
  const isTarget = targets.some((one) => `${file}${sep}`.startsWith(`${resolve(world.cwd, one)}${sep}`));
  const read = await readConfig(file, { cwd: world.cwd, columns, seen }).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    // What makes a config unreadable is among the findings when it is validated itself.
    if (isTarget) return undefined;
    if (isNamed || !targets.every(isElsewhere)) throw error;
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
