import { readFileSync } from 'node:fs';

/**
 * Whether the terminal is ours now: a process that was started with `&`, or goes on after `bg`, is stopped by the system when it
 * sets the terminal's modes or reads from it. True where nobody can tell.
 */
export const isForeground = ({
  pid,
  platform,
  getBuiltinModule,
}: Pick<NodeJS.Process, 'pid' | 'platform' | 'getBuiltinModule'>): boolean => {
  try {
    const [group, inFront] =
      platform === 'linux'
        ? groupsIn(readFileSync(`/proc/${pid}/stat`, 'utf8'))
        : // Loaded only where it is needed: it is felt at a start.
          getBuiltinModule('node:child_process')
            .execFileSync('ps', ['-o', 'pgid=,tpgid=', '-p', String(pid)], { encoding: 'utf8' })
            .trim()
            .split(/\s+/);
    return group === inFront || inFront === undefined || Number(inFront) <= 0;
  } catch {
    return true;
  }
};

/** Our group and that of the terminal: fields 5 and 8 of proc_pid_stat(5), behind the name, which may hold anything. */
const groupsIn = (stat: string): readonly (string | undefined)[] => {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return [fields[2], fields[5]];
};
