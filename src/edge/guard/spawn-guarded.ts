import { type ChildProcess, fork } from 'node:child_process';
import { isJsonObject } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { distFile } from './dist-file.ts';

/** A program that ends with this process, whatever ends it. */
export interface Guarded {
  /** Of the guard, which ends when the program does, with its exit code. Its stderr is the program's. */
  readonly child: ChildProcess;
  /** Hears why the program could not be started, with Node's code: `ENOENT`. */
  onFailure(heard: (error: Error) => void): void;
  /** Ends the program, by force when it does not want to, and resolves when it is gone. A second call does nothing. */
  end(): Promise<void>;
}

/** The guard ends the program by force after two seconds; should it hang itself, it goes too. */
const GUARD_MILLISECONDS = 5_000;

/**
 * Starts a program that shall not outlive this process. The systems have no way in common to say so, but everywhere the channel between
 * two processes breaks when one of them dies; so a small process of Node watches it. It leads a group of its own: a Ctrl-C at the terminal does
 * not reach it.
 */
export const spawnGuarded = (
  command: string,
  args: readonly string[],
  { env, platform }: Pick<World, 'env' | 'platform'>,
): Guarded => {
  const child = fork(distFile('end-with-parent.cjs'), [command, ...args], {
    env: { ...env },
    // Those of this process, such as --inspect, are not for it.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    detached: platform !== 'win32',
  });
  const isGone = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  return {
    child,
    onFailure: (heard) => {
      child.once('error', heard);
      child.once('message', (message) => {
        const error = isJsonObject(message) ? message['error'] : undefined;
        if (!isJsonObject(error)) return;
        heard(Object.assign(new Error(String(error['message'])), { code: error['code'] }));
      });
    },
    end: async () => {
      if (isGone()) return;
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      if (child.connected) child.disconnect();
      const limit = setTimeout(() => child.kill('SIGKILL'), GUARD_MILLISECONDS);
      await gone;
      clearTimeout(limit);
    },
  };
};
