import type { World } from '../../world.ts';

/** A process as it is noted in a file of the state folder. */
export interface NotedProcess {
  readonly pid: number;
  /** By `World.birthOf`; absent where nobody could tell. */
  readonly born?: string | undefined;
}

/** When this process began, to be noted with its id. */
export const bornAs = ({ birthOf, pid }: World): { readonly born?: string } => {
  const born = birthOf?.(pid);
  return born === undefined ? {} : { born };
};

/**
 * Whether a process that was noted lives. Another one that bears its id by now is not it. Where nobody can tell whether it lives it counts as
 * alive: two runs must never fight for one application.
 */
export const isNotedAlive = ({ isRunning, birthOf }: World, { pid, born }: NotedProcess): boolean => {
  if (isRunning?.(pid) === false) return false;
  const now = born === undefined ? undefined : birthOf?.(pid);
  return now === undefined || now === born;
};
