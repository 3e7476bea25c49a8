/**
 * Stands between a listener and a program that must not outlive it, such as a tunnel's: whatever ends the listener, also `kill -9`, closes the
 * channel to it, and then the program is ended. A file of its own in dist that depends on nothing, started by `spawnGuarded`.
 *
 * Arguments: the program and its arguments. Its stderr is this one's. Sends `{ error }` when it cannot be started.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';

/** A program that was asked to end may finish what it is at; nobody waits longer. */
const ENDING_MILLISECONDS = 2_000;

const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], windowsHide: true });

const end = (): void => {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), ENDING_MILLISECONDS).unref();
};

child.once('error', ({ message, ...more }) => {
  const { code } = more as NodeJS.ErrnoException;
  // It may have no parent any more to hear it.
  process.send?.({ error: { message, code } }, undefined, undefined, () => process.exit(1));
});
child.once('exit', (code) => process.exit(code ?? 1));

// Nobody is left to end it, or somebody wants it ended.
process.on('disconnect', end);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
