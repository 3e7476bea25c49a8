import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const CLI = join(
  dirname(createRequire(import.meta.url).resolve('vonage-flow/package.json')),
  'bin/vonage-flow.js',
);

/**
 * What `vonage-flow users token alice --emulator --json` prints: `token`, `user`, `expiresAt`, and `apiUrl`, where the emulator is.
 * Without `--emulator` it is a token for the real platform, of the application and private key that stand in the environment, `.env`
 * or the config. When it fails, `error` is what it says: `what` happened, and what to do (`tryThis`).
 */
export const tokenOf = (user, { real }) =>
  new Promise((resolve) => {
    const args = ['users', 'token', '--json', ...(real ? [] : ['--emulator']), '--', user];
    execFile(process.execPath, [CLI, ...args], { cwd: import.meta.dirname }, (failed, stdout, stderr) => {
      if (failed) {
        resolve({ error: refusalIn(stderr) ?? { what: stderr.trim() || failed.message, tryThis: [] } });
        return;
      }
      const { token, applicationId, expiresAt, apiUrl } = JSON.parse(stdout);
      resolve({ token, user, applicationId, expiresAt, apiUrl });
    });
  });

/** With `--json` it is an object on a line of its own. */
const refusalIn = (stderr) => {
  try {
    const { what, tryThis = [] } = JSON.parse(stderr.trim().split('\n').at(-1));
    return { what, tryThis: [tryThis].flat() };
  } catch {
    return undefined;
  }
};
