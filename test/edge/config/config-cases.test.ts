import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/edge/config/load-config.ts';
import { Failure } from '../../../src/failure.ts';
import { failureText } from '../../../src/report-error.ts';
import { fakeOutput } from '../../support/fake-output.ts';

const CASES = fileURLToPath(new URL('../../cases/config/', import.meta.url));

/** What a person reads of a config that is refused, or the config that was understood. */
const outcome = async (folder: string): Promise<string> => {
  try {
    const {
      nccos,
      made: _made,
      ...config
    } = await loadConfig({ cwd: folder, stderr: fakeOutput() }, { builtIn: false });
    const shown = JSON.stringify({ ...config, nccos: nccos.names }, null, 2);
    return `${shown.replaceAll(folder, '<case>')}\n`;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return `${failureText(error, false).replaceAll(folder, '<case>')}exit code ${error.exitCode}\n`;
  }
};

describe('a config file', () => {
  // A new case is a folder with a config; `npm run golden` writes what is expected of it.
  it.each(readdirSync(CASES))('%s', async (name) => {
    const folder = join(CASES, name);
    await expect(await outcome(folder)).toMatchFileSnapshot(join(folder, 'expected.txt'));
  });
});
