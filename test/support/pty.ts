import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Place } from './cli.ts';

const BIN = fileURLToPath(new URL('../../bin/vonage-flow.js', import.meta.url));

/** `script` of util-linux gives a command a real terminal; the one of macOS takes other arguments. */
export const hasPty = ((): boolean => {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
})();

/** The command at a terminal, and somebody who types. */
export interface Terminal {
  /** All that was shown, with plain line breaks. */
  screen(): string;
  /** Resolves once the text is shown behind what was seen before; fails when the command ends first. */
  sees(text: string): Promise<void>;
  types(keys: string): void;
  /** The settings of the terminal while Ctrl-Z had put the command aside. */
  sttyAside(): string;
  /** Sends the command a signal, which no key of it does. */
  signals(signal: NodeJS.Signals): void;
  /** Exit code, and the settings of the terminal before and after. */
  readonly ended: Promise<{ code: number; sttyBefore: string; sttyAfter: string }>;
}

/** Words for a shell. */
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Starts the real, built command in a terminal of 80 columns. */
export const startInTerminal = (
  args: readonly string[],
  place: Place,
  env: Readonly<Record<string, string>> = {},
): Terminal => {
  mkdirSync(place.home, { recursive: true });
  const file = (name: string): string => join(place.home, name);
  writeFileSync(
    file('run.sh'),
    // A Ctrl-C that the command leaves to the terminal reaches this shell too, which has to outlive it.
    `trap : INT
stty rows 50 cols 80
stty -a >${quoted(file('before'))}
set -m
sh -c 'echo $$ >"$0"; exec "$@"' ${[file('pid'), process.execPath, BIN, ...args].map(quoted).join(' ')}
code=$?
jobs >${quoted(file('jobs'))}
if grep -q -i stopped ${quoted(file('jobs'))}; then
  stty -a >${quoted(file('aside'))}
  echo back again
  fg
  code=$?
fi
echo $code >${quoted(file('code'))}
stty -a >${quoted(file('after'))}
`,
  );
  const child = spawn('script', ['-qfec', `sh ${quoted(file('run.sh'))}`, '/dev/null'], {
    cwd: place.folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_OPTIONS: process.env['NODE_OPTIONS'] ?? '',
      HOME: place.home,
      SHELL: '/bin/sh',
      TERM: 'xterm-256color',
      TZ: 'UTC',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill();
  });
  let screen = '';
  let seen = 0;
  let hasEnded = false;
  let wake: () => void = () => {};
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString().replaceAll('\r\n', '\n');
    wake();
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      hasEnded = true;
      wake();
      resolve();
    });
  });
  return {
    screen: () => screen,
    sees: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const at = screen.indexOf(text, seen);
          if (at === -1) {
            if (hasEnded) reject(new Error(`ended before "${text}" was shown:\n${screen}`));
            return;
          }
          seen = at + text.length;
          wake = () => {};
          resolve();
        };
        wake = look;
        look();
      }),
    sttyAside: () => readFileSync(file('aside'), 'utf8'),
    types: (keys) => void child.stdin.write(keys),
    signals: (signal) => void process.kill(Number(readFileSync(file('pid'), 'utf8')), signal),
    ended: ended.then(() => ({
      code: Number(readFileSync(file('code'), 'utf8')),
      sttyBefore: readFileSync(file('before'), 'utf8'),
      sttyAfter: readFileSync(file('after'), 'utf8'),
    })),
  };
};
