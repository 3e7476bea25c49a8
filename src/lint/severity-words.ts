import type { Severity } from './diagnostic.ts';

/** What people write for the severity of a rule, on the command line and in the config; `warn` is what they type. */
export const SEVERITY_WORDS: Readonly<Record<string, Severity | 'off'>> = {
  off: 'off',
  info: 'info',
  warn: 'warning',
  warning: 'warning',
  error: 'error',
};

/** The severity that a word means; undefined for any other word. */
export const severityOf = (word: unknown): Severity | 'off' | undefined =>
  typeof word === 'string' && Object.hasOwn(SEVERITY_WORDS, word) ? SEVERITY_WORDS[word] : undefined;
