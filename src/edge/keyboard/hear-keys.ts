import type { ReadStream } from 'node:tty';
import { isForeground } from './is-foreground.ts';
import { BRACKETED_PASTE, keyReader } from './key-reader.ts';

/** What of the process the keys need. */
export type Host = Pick<
  NodeJS.Process,
  'stdin' | 'stdout' | 'env' | 'on' | 'off' | 'kill' | 'pid' | 'platform' | 'getBuiltinModule'
>;

/** Behind our back, by `fg`, a terminal may become ours again. */
const LOOKS_EVERY_MILLISECONDS = 500;
/** A stop that the system passes over, for no shell is there that could continue us, was nothing. */
const STOPS_WITHIN_MILLISECONDS = 200;

/**
 * Calls back for each key until the returned function is called. Whatever happens (that call, Ctrl-Z, the end of the process)
 * the terminal gets its modes back; after Ctrl-Z and `fg` keys are heard again, and in the background none.
 */
export const hearKeys = (host: Host, heard: (key: string) => void): (() => void) => {
  const { stdin: input, pid } = host;
  const hasJobs = input.isTTY === true && host.platform !== 'win32';
  const reader = keyReader();
  const terminal = rawTerminal(host);
  let isHearing = false;
  let timer: NodeJS.Timeout | undefined;

  const hear = (bytes: Buffer): void => {
    for (const key of reader.read(bytes)) {
      // A key before it has handed the keyboard over, or stopped the process: what was typed behind it is no key of ours.
      if (!isHearing) return;
      if (!hasJobs || (key !== 'ctrl-z' && key !== 'ctrl-\\')) heard(key);
      else if (key === 'ctrl-z') stop(0);
      else {
        quiet();
        host.kill(0, 'SIGQUIT');
      }
    }
  };
  const quiet = (): void => {
    clearTimeout(timer);
    if (!isHearing) return;
    isHearing = false;
    input.off('data', hear);
    terminal.leave();
    input.pause();
  };
  const start = (): void => {
    clearTimeout(timer);
    if (hasJobs && !isForeground(host)) {
      quiet();
      timer = setTimeout(start, LOOKS_EVERY_MILLISECONDS).unref();
      return;
    }
    terminal.enter();
    if (isHearing) return;
    isHearing = true;
    input.on('data', hear);
    input.resume();
  };
  /** Stops this process, or all of its job as the terminal does, with the terminal as it was. */
  const stop = (whom: number): void => {
    quiet();
    host.off('SIGTSTP', stopMe);
    host.kill(whom, 'SIGTSTP');
    timer = setTimeout(go, STOPS_WITHIN_MILLISECONDS);
  };
  const stopMe = (): void => stop(pid);
  const go = (): void => {
    host.off('SIGTSTP', stopMe);
    host.on('SIGTSTP', stopMe);
    start();
  };

  if (hasJobs) {
    host.on('SIGTSTP', stopMe);
    host.on('SIGCONT', go);
  }
  host.on('exit', quiet);
  start();
  return () => {
    quiet();
    host.off('exit', quiet);
    host.off('SIGTSTP', stopMe);
    host.off('SIGCONT', go);
  };
};

/** The modes of the terminal: raw, with brackets around what is pasted. */
const rawTerminal = ({ stdin: input, stdout, env }: Host) => {
  const wasRaw = input.isRaw === true;
  const brackets = stdout.isTTY === true && (env['TERM'] ?? 'dumb') !== 'dumb';
  const set = (isRaw: boolean): void => void ((input as ReadStream).isTTY && input.setRawMode(isRaw));
  // A terminal that has gone away takes no modes any more.
  const ignore = (): void => {};
  return {
    enter: () => {
      input.off('error', ignore);
      input.on('error', ignore);
      // Who continued us may have set its modes anew; Node would think that nothing has changed.
      if (input.isRaw) set(false);
      set(true);
      if (brackets) stdout.write(BRACKETED_PASTE.on);
    },
    leave: () => {
      if (brackets) stdout.write(BRACKETED_PASTE.off);
      set(wasRaw);
    },
  };
};
