import { type ChildProcess, fork } from 'node:child_process';
import type { World } from '../../world.ts';
import { distFile } from './dist-file.ts';

/** Ends groups of processes when this process has ended, whatever has ended it. */
export interface GroupGuard {
  /** @param leader id of the process that leads a group */
  watch(leader: number): void;
  /** Nobody is left in the group: its id may become another's. */
  forget(leader: number): void;
  /** What is watched still is ended, as if this process had ended. */
  close(): void;
}

/**
 * The guard is a process of its own, for `kill -9` leaves this one no time; it begins with the first group. Where it cannot be started, or is
 * killed itself, there is no guard, and nothing else is amiss.
 */
export const guardGroups = ({ env, platform }: Pick<World, 'env' | 'platform'>): GroupGuard => {
  let guard: ChildProcess | undefined;
  const start = (): ChildProcess => {
    const child = fork(distFile('end-groups-with-parent.cjs'), [], {
      env: { ...env },
      // Those of this process, such as --inspect, are not for it.
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // The terminal's Ctrl-C and its end do not reach it.
      detached: platform !== 'win32',
    });
    child.on('error', () => undefined);
    child.unref();
    child.channel?.unref();
    return child;
  };
  const send = (message: { readonly watch: number } | { readonly forget: number }): void => {
    if (guard?.connected) guard.send(message, () => undefined);
  };
  return {
    watch: (leader) => {
      guard ??= start();
      send({ watch: leader });
    },
    forget: (leader) => send({ forget: leader }),
    close: () => {
      if (guard?.connected) guard.disconnect();
    },
  };
};
