import { mkdtempSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Cli, newPlace, type Place, startCli } from './cli.ts';

/** `emulator exec` with temporary files in a folder of the test's, so that it can be seen what is left of them. */
export interface Exec extends Cli {
  readonly place: Place;
  /** Names of the temporary files that are there now. */
  readonly temporary: () => readonly string[];
}

/** Starts a command with an emulator around it. `options` stand before the `--`. */
export const startExec = (
  command: readonly string[],
  options: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Exec => {
  const place = newPlace();
  const temporary = realpathSync(mkdtempSync(join(place.folder, 'tmp-')));
  const cli = startCli(['emulator', 'exec', ...options, '--', ...command], place, {
    TMPDIR: temporary,
    ...env,
  });
  onTestFinished(async () => {
    cli.child.kill('SIGKILL');
    await cli.ended;
    place.remove();
  });
  return { ...cli, place, temporary: () => readdirSync(temporary) };
};

/** Runs a command to its end with an emulator around it. */
export const runExec = async (
  command: readonly string[],
  options: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string; left: readonly string[] }> => {
  const exec = startExec(command, options, env);
  const { code } = await exec.ended;
  return { code, stdout: exec.stdout(), stderr: exec.stderr(), left: exec.temporary() };
};

/** Runs a script of Node in it. */
export const node = (script: string): readonly string[] => [
  process.execPath,
  '--input-type=module',
  '-e',
  script,
];
