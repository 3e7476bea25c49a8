import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Tests drive the built command, so it has to be as new as the sources. */
export const setup = (): void => {
  execFileSync(
    process.execPath,
    [fileURLToPath(new URL('../../scripts/build.js', import.meta.url)), '--if-stale'],
    {
      stdio: 'inherit',
    },
  );
};
