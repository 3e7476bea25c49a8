import { printable } from '../../text/printable.ts';
import type { Candidate, Candidates } from './candidate.ts';
import type { Request } from './request.ts';

/**
 * What a script reads: in the first line `words`, `files`, `folders` or `files` and the endings that count; then a line
 * for each word that begins as what is typed, with its meaning behind a tab.
 */
export const writeReply = (
  { current, breaks, shell }: Request,
  typed: string,
  candidates: Candidates,
): string => {
  if ('files' in candidates) {
    const { files } = candidates;
    return `${files === 'all' ? 'files' : files === 'folders' ? 'folders' : `files ${files.join(' ')}`}\n`;
  }
  // `--option=`, of which zsh and bash take the value for a word of its own.
  const option = current.slice(0, current.length - typed.length);
  const head = shell === 'fish' || shell === 'powershell' ? option : '';
  const cut = Math.max(...[...breaks].map((char) => typed.lastIndexOf(char) + 1), 0);
  const lines = candidates
    .filter(({ value }) => value.startsWith(typed))
    .map(({ value, meaning }) => `${head}${printable(value.slice(cut))}${meaningOf(meaning)}\n`);
  return `words\n${lines.join('')}`;
};

const meaningOf = (meaning: Candidate['meaning']): string =>
  meaning === undefined || meaning === '' ? '' : `\t${printable(meaning.replace(/\s+/g, ' '))}`;
