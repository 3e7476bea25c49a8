import { readFileSync } from 'node:fs';

/** `ps` answers at once; nobody waits for one that does not. */
const PS_MILLISECONDS = 1_000;

/**
 * When a process began, as a text that no other process of the same id ever has: ids are given out again, soon in a container, and after
 * every start of the computer. Undefined where there is no such process or the system does not tell, as on Windows.
 *
 * @param loadChildProcess which costs every start a little, and which few need
 */
export const birthOf = (
  pid: number,
  platform: string,
  loadChildProcess: () => Pick<typeof import('node:child_process'), 'execFileSync'>,
): string | undefined => {
  try {
    if (platform === 'linux') {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // proc(5): the name in brackets may hold anything; behind it stands the third field, and `starttime` is the 22nd.
      const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3];
      return ticks === undefined ? undefined : `${boot} ${ticks}`;
    }
    if (platform === 'darwin') {
      const options = { encoding: 'utf8', timeout: PS_MILLISECONDS, env: { LC_ALL: 'C' } } as const;
      const said = loadChildProcess().execFileSync('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], options);
      return said.trim() || undefined;
    }
    return undefined;
  } catch {
    return undefined;
  }
};
