import { constants } from 'node:os';
// On Windows it finds the `.cmd` files of npm and quotes for the shell that they need; elsewhere it is Node's own.
import spawn from 'cross-spawn';
import { codeOf, Failure, wordsOf } from '../failure.ts';
import { eachLine } from './each-line.ts';

export interface CommandStart {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /**
   * Takes what it says, a line at a time; `stderr` has all of it written there as it is. Then it has no stdin. Without,
   * it has the terminal, the pipes and the files that this process has.
   */
  readonly says?: 'stderr' | ((line: string, from: 'stdout' | 'stderr') => void);
  /** Makes it the leader of a group, in which all are that it starts: the terminal's Ctrl-C does not reach them. */
  readonly leadsGroup?: boolean;
}

/** A command of the user's that runs. */
export interface StartedCommand {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  signal(name: NodeJS.Signals): void;
  /**
   * Resolves with its exit code, or as shells do with 128 and the number of the signal that ended it; rejects with a
   * Failure when it could not be started.
   */
  readonly ended: Promise<number>;
}

/** Starts a command. */
export const startCommand = (start: CommandStart): StartedCommand => {
  const { command, args, cwd, env, says, leadsGroup = false } = start;
  const stdio =
    says === undefined
      ? 'inherit'
      : says === 'stderr'
        ? ['ignore' as const, 2, 2]
        : ['ignore' as const, PIPE, PIPE];
  const child = spawn(command, [...args], { cwd, env, stdio, detached: leadsGroup });
  if (typeof says === 'function') {
    if (child.stdout) eachLine(child.stdout, (line) => says(line, 'stdout'));
    if (child.stderr) eachLine(child.stderr, (line) => says(line, 'stderr'));
  }
  return {
    pid: child.pid,
    signal: (name) => void child.kill(name),
    ended: new Promise((resolve, reject) => {
      child.once('error', (error) => reject(startFailure(command, error)));
      child.once('exit', (code, signal) => resolve(code ?? signalCode(signal)));
    }),
  };
};

const PIPE = 'pipe' as const;

/** What shells answer for an end by a signal. */
export const signalCode = (signal: string | null): number =>
  128 + (constants.signals[signal as NodeJS.Signals] ?? 0);

const startFailure = (command: string, cause: Error): Failure => {
  if (codeOf(cause) === 'ENOENT') {
    return new Failure({
      what: `There is no command "${command}"`,
      why: 'No program of this name was found where PATH looks.',
      tryThis: otherWays(command),
      exitCode: 127,
      cause,
    });
  }
  return new Failure({
    what: `The command "${command}" could not be started`,
    why: wordsOf(cause),
    tryThis:
      codeOf(cause) === 'EACCES'
        ? 'make the file executable, or name the program that runs it: -- node script.js'
        : 'start it without vonage-flow, to see more',
    exitCode: 126,
    cause,
  });
};

/** A line of a shell, words in one pair of quotes, or a name that only npm knows. */
const otherWays = (command: string): readonly string[] => {
  const forShell = `-- sh -c '${command.replaceAll("'", "'\\''")}'`;
  if (/[&|;<>$`'"*]/.test(command)) return [`give a line of a shell to one: ${forShell}`];
  if (/\s/.test(command)) return [`write its words apart: -- ${command}`];
  return [`a program of the project's packages is started by npx: -- npx ${command}`];
};
