import { homedir } from 'node:os';
import type { WriteStream } from 'node:tty';
import { Failure, wordsOf } from '../failure.ts';
import { VERSION } from '../version.ts';
import type { Chance, Clock, Output, Secrets, Stop, World } from '../world.ts';
import { isOutputLost } from './is-output-lost.ts';
import { keyboard } from './keyboard/keyboard.ts';
import { birthOf } from './process-birth.ts';
import { knownSecrets } from './secrets.ts';
import { stopSignals } from './stop-signals.ts';

/** As it was at the start: while a config is run it may not be called from there. */
const exit: typeof process.exit = process.exit.bind(process);

/** The world of a real process. The only file of `src/` that names `process`. */
export interface RealWorld extends World {
  /** Hands all output over and ends the process. */
  leave(code: number): Promise<never>;
}

/** The world of this process. Made once: it hears the signals that stop it. */
export const realWorld = (): RealWorld => {
  const { stop, noMoreOutput } = stops();
  const secrets = knownSecrets();
  const stdout = output(() => process.stdout, secrets, noMoreOutput);
  const stderr = output(() => process.stderr, secrets);
  return {
    version: VERSION,
    env: process.env,
    get cwd() {
      return workingDirectory();
    },
    get homeDirectory() {
      return homeDirectory();
    },
    platform: process.platform,
    nodeVersion: process.versions.node,
    pid: process.pid,
    isRunning,
    birthOf: (pid) => birthOf(pid, process.platform, () => process.getBuiltinModule('node:child_process')),
    signalGroup,
    stdout,
    stderr,
    keyboard: keyboard(process, stop.requested),
    clock,
    chance,
    stop,
    secrets,
    leave: async (code) => {
      await Promise.all([stdout.flushed(), stderr.flushed()]);
      process.exit(code);
    },
  };
};

/** Asked for only when it is needed: it fails where somebody deleted the folder of the shell. */
const workingDirectory = (): string => {
  try {
    return process.cwd();
  } catch (cause) {
    throw new Failure({
      what: 'The folder you are in no longer exists',
      why: wordsOf(cause),
      tryThis: 'go to one that does, and start again: cd ~',
      cause,
    });
  }
};

/**
 * Asked for only when it is needed: it fails for a user that the machine does not know, as in many containers. No
 * other folder takes its place, for what others can write may neither hold credentials nor a journal.
 */
const homeDirectory = (): string => {
  try {
    return homedir();
  } catch (cause) {
    throw new Failure({
      what: 'Your home folder is not known',
      why: 'HOME is not set, and the system does not know this user.',
      tryThis: 'say where it is: HOME=/path/to/a/folder/of/yours',
      cause,
    });
  }
};

const isRunning = (pid: number): boolean => {
  try {
    // Signal 0 asks only whether the process is there.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // There, but somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const signalGroup = (leader: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(-leader, signal);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const wake = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      signal?.addEventListener('abort', wake, { once: true });
    }),
};

// Loading node:crypto takes longer than all else that `--version` does, so it waits until it is needed.
const crypto = (): typeof import('node:crypto') => process.getBuiltinModule('node:crypto');

const chance: Chance = {
  uuid: () => crypto().randomUUID(),
  hex: (bytes) => crypto().randomBytes(bytes).toString('hex'),
};

const COLOR_LEVELS: Readonly<Record<number, 0 | 1 | 2 | 3>> = { 1: 0, 4: 1, 8: 2, 24: 3 };

/** Node makes a standard stream when it is first asked for, which is felt at a start; so nobody asks for all of them. */
const output = (
  open: () => NodeJS.WriteStream,
  secrets: Secrets,
  noMore: (why: string) => void = () => {},
): Output => {
  let opened: NodeJS.WriteStream | undefined;
  let closed = false;
  let lost: Error | undefined;
  const stream = (): NodeJS.WriteStream => {
    if (opened) return opened;
    opened = open();
    opened.on('error', (error: NodeJS.ErrnoException) => {
      closed = true;
      // The reader went away (`| head`): from now on there is nobody to write for. Or else nothing can be written.
      if (error.code === 'EPIPE') noMore(NOBODY_READS);
      if (!isOutputLost(error)) return;
      lost ??= error;
      noMore(`output cannot be written: ${wordsOf(error)}`);
    });
    return opened;
  };
  return {
    write: (text) => {
      if (!closed && text !== '') stream().write(secrets.hide(text));
    },
    get isTerminal() {
      return stream().isTTY === true;
    },
    get canRedraw() {
      return stream().isTTY === true && stream().columns > 0;
    },
    columns: () => stream().columns || Number(process.env['COLUMNS']) || 80,
    get colorLevel() {
      return colorLevel(stream());
    },
    get isClosed() {
      return closed;
    },
    get fault() {
      // Before the event, which a command that ends at once does not live to see, Node has it; not for long.
      const error = opened?.errored ?? undefined;
      return lost ?? (error !== undefined && isOutputLost(error) ? error : undefined);
    },
    flushed: () =>
      new Promise((resolve) => {
        if (closed || !opened || opened.writableLength === 0) resolve();
        else {
          opened.once('error', () => resolve());
          opened.write('', () => resolve());
        }
      }),
  };
};

/** NO_COLOR and FORCE_COLOR as Node itself reads them for a terminal; FORCE_COLOR also colours a pipe. */
const colorLevel = (stream: NodeJS.WriteStream): 0 | 1 | 2 | 3 => {
  const forced = process.env['FORCE_COLOR'];
  const noColor = process.env['NO_COLOR'];
  if (forced !== undefined && forced !== '') {
    if (forced === '0' || forced === 'false') return 0;
    return forced === '2' ? 2 : forced === '3' ? 3 : 1;
  }
  if (noColor !== undefined && noColor !== '') return 0;
  if (stream.isTTY !== true) return 0;
  return COLOR_LEVELS[(stream as WriteStream).getColorDepth()] ?? 0;
};

const NOBODY_READS = 'nobody reads any more';

/** The stop, and what to call when stdout takes nothing more: that is a stop too. */
const stops = (): { readonly stop: Stop; readonly noMoreOutput: (why: string) => void } => {
  const requested = new AbortController();
  const insisted = new AbortController();
  let holders = 0;
  let listening = false;
  /** Whoever ends the reader often ends us with the same Ctrl-C or hang-up, which then is no second one. */
  let isUnasked = false;
  const listeners = new Set<(reason: string | Error) => void>();
  const request = (reason: string | Error) => {
    for (const listener of listeners) listener(reason);
    if (!requested.signal.aborted) requested.abort(reason);
    else if (isUnasked) isUnasked = false;
    else insisted.abort(reason);
  };
  const noMoreOutput = (why: string) => {
    if (requested.signal.aborted) return;
    isUnasked = true;
    requested.abort(why);
  };
  const stop: Stop = {
    requested: requested.signal,
    insisted: insisted.signal,
    request,
    onEach: (heard) => {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    hold: () => {
      holders += 1;
      if (!listening) {
        listening = true;
        // A bug of ours must not keep what was borrowed: it takes the way of a stop, and is told at its end.
        for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
          process.on(event, (error: unknown) =>
            request(error instanceof Error ? error : new Error(String(error))),
          );
        }
        for (const signal of stopSignals(process.platform)) {
          process.on(signal, () => {
            if (holders === 0) exit(130);
            request(signal);
          });
        }
      }
      return () => {
        holders -= 1;
      };
    },
  };
  return { stop, noMoreOutput };
};
