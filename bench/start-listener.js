// A `listen` of its own process, for what is measured or counted from outside.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CLI = join(dirname(fileURLToPath(import.meta.url)), '..', 'bin', 'vonage-flow.js');

export const SECRET = 'bench-signature-secret-of-32-bytes-or-more';

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** `--quiet`: verified and recorded, nothing shown. Its port is found by asking for the listener's own answer. */
export const startListener = async (cwd, more = []) => {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [
      CLI,
      'listen',
      ...['--no-configure', '--tunnel', 'none', '--quiet', '--port', String(port)],
      ...['--signature-secret', SECRET],
      ...more,
    ],
    { cwd, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const stopped = new Promise((ended) => child.once('exit', ended));
  for (let tries = 0; ; tries += 1) {
    const answers = await fetch(`http://127.0.0.1:${port}/.vonage-flow/nonce`).then(
      () => true,
      () => false,
    );
    if (answers) break;
    if (tries > 600) {
      child.kill('SIGKILL');
      throw new Error('the listener did not come up');
    }
    await new Promise((next) => setTimeout(next, 50));
  }
  const stop = (signal = 'SIGTERM') => {
    child.kill(signal);
    return stopped;
  };
  return { child, port, stop };
};
