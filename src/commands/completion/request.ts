import { SHELLS, type Shell } from './shells.ts';
import { splitLine } from './split-line.ts';

/** What a shell wants completed. */
export interface Request {
  readonly shell: Shell;
  /** The words behind the program's name, before the one with the cursor. */
  readonly before: readonly string[];
  /** The word with the cursor, up to there. */
  readonly current: string;
  /** At which characters the shell takes a new word to begin, so that it only wants what is behind the last one. */
  readonly breaks: string;
}

/** Reads the arguments that our scripts give; undefined when another hand wrote them. */
export const readRequest = ([name, ...args]: readonly string[]): Request | undefined => {
  const shell = SHELLS.find((one) => one === name);
  if (shell === undefined) return undefined;
  if (shell === 'bash') {
    const [line = '', breaks = ''] = args;
    return requestOf(shell, splitLine(line).slice(1), breaks.replace(/[^=:]/g, ''));
  }
  if (shell === 'powershell') {
    const [count, ...words] = args;
    return requestOf(shell, words.length < Number(count) ? [...words, ''] : words, '');
  }
  return requestOf(shell, args, '');
};

const requestOf = (shell: Shell, words: readonly string[], breaks: string): Request => ({
  shell,
  before: words.slice(0, -1),
  current: words.at(-1) ?? '',
  breaks,
});
