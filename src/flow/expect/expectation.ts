import { didYouMean } from '../../text/did-you-mean.ts';
import { CALL_STATUSES } from '../../vonage/call-status.ts';
import { expressionTest, type TextTest } from '../expression-test.ts';
import { HAPPENING_WORDS } from './happening.ts';

/** Something that has to happen in a call, or must not: `talk:*sales*`, `connect:/^4477/`, `!busy`, `not busy`. */
export interface Expectation {
  /** As it was written. */
  readonly text: string;
  readonly word: string;
  /** What stands behind the colon. */
  readonly pattern: string | undefined;
  readonly matches: TextTest;
  readonly isForbidden: boolean;
}

/**
 * Reads `[!]word[:pattern]`; `not ` does as `!`, which YAML and shells take for theirs. The word is an action, a status, `ncco`, `webhook`, `problem`, or how an event reached a user; the pattern is the whole text, in
 * which `*` stands for anything, or `/a regular expression/`.
 */
export const readExpectation = (text: string): Expectation | { readonly problem: string } => {
  const [, not, word = '', pattern] = /^\s*(!|not\s)?\s*([^:\s]*)\s*(?::(.*))?$/s.exec(text) ?? [];
  if (word === '') return { problem: `write what is expected: ${SAMPLES}` };
  if (!HAPPENING_WORDS.includes(word)) return { problem: unknownWord(word, pattern) };
  const trimmed = pattern?.trim();
  if (trimmed === '')
    return { problem: `"${text}" says nothing after the colon: leave it out, or write ${word}:*` };
  const matches = trimmed === undefined ? () => true : patternTest(trimmed);
  if (typeof matches === 'string') return { problem: `"${trimmed}" ${matches}` };
  return { text: text.trim(), word, pattern: trimmed, matches, isForbidden: not !== undefined };
};

const SAMPLES = 'completed, talk:*sales*, input:1, connect:447700900444, !busy';

const unknownWord = (word: string, pattern: string | undefined): string => {
  const isStatus = pattern !== undefined && (CALL_STATUSES as readonly string[]).includes(pattern.trim());
  if (word === 'status' && isStatus) return `a status stands alone: write ${pattern.trim()}`;
  const meant = didYouMean(word, HAPPENING_WORDS);
  return `nothing in a call is called "${word}": ${meant ?? `it is an action, a status, ncco, webhook, problem, callback, push or unreached, like ${SAMPLES}`}`;
};

/** What looks like a regular expression but has other flags is a path: `webhook:/dtmf/input`. */
const patternTest = (pattern: string): TextTest | string => {
  if (/^\/.+\/[imsuv]*$/s.test(pattern)) {
    const test = expressionTest(pattern);
    if (test !== undefined) return test;
  }
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|/-]/g, '\\$&'));
  const whole = new RegExp(`^${parts.join('.*')}$`, 's');
  return (text) => whole.test(text);
};
