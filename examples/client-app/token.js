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
 * or the config. When it fails, `error` is what it says: `what` happened, `why`, and what to do (`tryThis`).
 */
export const tokenOf = (user, { real }) =>
  new Promise((resolve) => {
    const args = ['users', 'token', '--json', ...(real ? [] : ['--emulator']), '--', user];
    execFile(process.execPath, [CLI, ...args], { cwd: import.meta.dirname }, (failed, stdout, stderr) => {
      if (failed) {
        const error = refusalIn(stderr) ?? { what: stderr.trim() || failed.message, tryThis: [] };
        resolve({ error: real ? error : { ...error, tryThis: error.tryThis.filter(isForPages) } });
        return;
      }
      const { token, applicationId, expiresAt, apiUrl } = JSON.parse(stdout);
      resolve({ token, user, applicationId, expiresAt, apiUrl });
    });
  });

/** Options of a command line are of no use to who looks at a page. */
const isForPages = (step) => !/ --(emulator=|user )/.test(step);

/** With `--json` it is an object on a line of its own. */
const refusalIn = (stderr) => {
  try {
    const { what, why, tryThis = [] } = JSON.parse(stderr.trim().split('\n').at(-1));
    return { what, why, tryThis: [tryThis].flat() };
  } catch {
    return undefined;
  }
};
