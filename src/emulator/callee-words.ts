import { didYouMean } from '../text/did-you-mean.ts';
import { either } from '../text/either.ts';
import { CALLEE_DETAILS, CALLEE_DOES, type CalleeScript } from './script.ts';

/** `machine` answers as well, and machine detection finds it out. */
export const CALLEE_WORDS = [...CALLEE_DOES, 'machine'] as const;

/** After answering, in seconds: the greeting of a mailbox. */
const BEEP_AFTER = 5;

/** What `busy`, `reject:restricted` or `machine` says of somebody who is called, or what is wrong with it. */
export const calleeFromWords = (words: string): CalleeScript | { readonly problem: string } => {
  const [word = '', detail] = words.trim().split(':');
  const does = CALLEE_WORDS.find((one) => one === word);
  if (does === undefined) return { problem: unknown(word, CALLEE_WORDS) };
  const details = does === 'machine' ? [] : (CALLEE_DETAILS[does] ?? []);
  if (detail !== undefined && details.length === 0)
    return { problem: `"${does}" has no details: leave out ":${detail}"` };
  if (does === 'machine') return { does: 'answer', as: 'machine', beepAfterSeconds: BEEP_AFTER };
  if (detail !== undefined && !details.includes(detail)) return { problem: unknown(detail, details) };
  // The details were looked up by what it does.
  return { does, ...(detail !== undefined && { detail }) } as CalleeScript;
};

const unknown = (word: string, words: readonly string[]): string =>
  `"${word}" is unknown: ${didYouMean(word, words) ?? `it is ${either(words)}`}`;
