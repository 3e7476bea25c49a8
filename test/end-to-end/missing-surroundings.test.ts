import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { emptyPlace } from '../support/whole-flow.ts';

const BIN = fileURLToPath(new URL('../../bin/vonage-flow.js', import.meta.url));
/** The version, as `--version` answers it. */
const VERSION = { code: 0, stdout: `${packageJson.version}\n`, stderr: '' };

/** Runs a shell script with the command as `"$@"`. */
const inShell = (script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const place = emptyPlace();
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', process.execPath, BIN, ...args], {
    cwd: place.folder,
    env: { PATH: process.env['PATH'] ?? '', NODE_OPTIONS: process.env['NODE_OPTIONS'] ?? '', ...env },
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
};

/** Other systems refuse to delete the folder that somebody is in. */
describe.runIf(process.platform === 'linux')('in a folder that was deleted', () => {
  const deleted = (args: readonly string[]) =>
    inShell('mkdir gone && cd gone && rmdir ../gone && exec "$@"', args, { HOME: '/' });

  it('still answers what needs no folder', () => {
    expect(deleted(['--version'])).toEqual(VERSION);
  });

  it('says so, and what to do', () => {
    expect(deleted(['listen', '--emulator'])).toEqual({
      code: 3,
      stdout: '',
      stderr: `✗ The folder you are in no longer exists
  ENOENT: no such file or directory, uv_cwd
  → go to one that does, and start again: cd ~
`,
    });
  });
});

/** Only root may become a user whom the system does not know. */
describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)('for an unknown user', () => {
  /** It keeps root's right to read, since the project may lie where only root can look, such as in /root. */
  const RIGHT_TO_READ = '--inh-caps +dac_override --ambient-caps +dac_override';
  const unknown = (args: readonly string[]) =>
    inShell(`cd / && exec setpriv --reuid 54321 ${RIGHT_TO_READ} "$@"`, args);

  it('still answers what needs no home folder', () => {
    expect(unknown(['--version'])).toEqual(VERSION);
  });

  it('says that the home folder is not known, and what to do', () => {
    expect(unknown(['listen'])).toEqual({
      code: 3,
      stdout: '',
      stderr: `✗ Your home folder is not known
  HOME is not set, and the system does not know this user.
  → say where it is: HOME=/path/to/a/folder/of/yours
`,
    });
  });
});
