import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Place } from './cli.ts';

const BIN = fileURLToPath(new URL('../../bin/vonage-flow.js', import.meta.url));

/** A shell, and how it is started for a person with nothing but our completion. */
interface ShellStart {
  /** What its file of the start says. */
  readonly setUp: string;
  readonly file: string;
  readonly command: (file: string) => string;
}

const STARTS = {
  bash: {
    setUp: `PS1='ready '\nbind 'set bell-style none'\neval "$(vonage-flow completion bash)"\n`,
    file: 'bashrc',
    command: (file) => `bash --noprofile --rcfile '${file}' -i`,
  },
  zsh: {
    setUp: `PS1='ready '\nunsetopt beep zle_bracketed_paste\nautoload -Uz compinit\ncompinit -D\neval "$(vonage-flow completion zsh)"\n`,
    file: '.zshrc',
    command: () => 'zsh -i',
  },
  fish: {
    setUp: `function fish_prompt; printf 'ready '; end\nfunction fish_greeting; end\nvonage-flow completion fish | source\n`,
    file: 'config.fish',
    command: (file) => `fish --no-config --init-command 'source ${file}' -i`,
  },
} satisfies Readonly<Record<string, ShellStart>>;

export type ShellName = keyof typeof STARTS;

/** Whether a shell is on this machine. */
export const hasShell = (name: ShellName): boolean => {
  try {
    execFileSync(name, ['-c', 'exit 0']);
    return true;
  } catch {
    return false;
  }
};

/** A shell at a terminal, with the built command in its PATH. */
export interface Shell {
  /**
   * Types a line in which `\t` is the Tab key, and gives the words that the shell then has: they are printed instead of
   * run.
   */
  words(line: string): Promise<readonly string[]>;
}

export const startShell = async (name: ShellName, place: Place): Promise<Shell> => {
  const { setUp, file, command } = STARTS[name];
  const bin = join(place.home, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'vonage-flow'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  chmodSync(join(bin, 'vonage-flow'), 0o755);
  const start = join(place.home, file);
  writeFileSync(start, setUp);
  const child = spawn('script', ['-qfec', `stty rows 50 cols 200; ${command(start)}`, '/dev/null'], {
    cwd: place.folder,
    env: {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      NODE_OPTIONS: process.env['NODE_OPTIONS'] ?? '',
      HOME: place.home,
      ZDOTDIR: place.home,
      XDG_CONFIG_HOME: place.home,
      SHELL: '/bin/sh',
      TERM: 'xterm',
      LANG: 'C.UTF-8',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  // Killed, a shell would still write its history while the folder is removed.
  onTestFinished(async () => {
    child.stdin.write('\u0015exit\r');
    const stuck = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await closed;
    clearTimeout(stuck);
  });
  let screen = '';
  let wake = (): void => {};
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString();
    wake();
  });
  let hasEnded = false;
  child.once('close', () => {
    hasEnded = true;
    wake();
  });
  const shows = (pattern: RegExp, from: number): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      wake = () => {
        const found = pattern.exec(screen.slice(from));
        if (found) resolve(found);
        else if (hasEnded) reject(new Error(`the shell ended before it showed ${pattern}:\n${screen}`));
      };
      wake();
    });
  await shows(/ready /, 0);
  return {
    words: async (line) => {
      const from = screen.length;
      // To the beginning of the line, where another command is put before it.
      child.stdin.write(`${line}\u0001printf '<%s>' begin \r`);
      const [, printed = ''] = await shows(/<begin>((?:<[^>]*>)*)[^<]/, from);
      return [...printed.matchAll(/<([^>]*)>/g)].map(([, word = '']) => word);
    },
  };
};
