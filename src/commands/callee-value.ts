import { InvalidArgumentError } from '../commander.ts';
import { CALLEE_DETAILS, CALLEE_DOES, type CalleeScript } from '../emulator/script.ts';
import { didYouMean } from '../text/did-you-mean.ts';

/** `machine` answers as well, and machine detection finds it out. */
const DOES = [...CALLEE_DOES, 'machine'] as const;

/** After answering, in seconds: the greeting of a mailbox. */
const BEEP_AFTER = 5;

/** `447700900444=busy`, `alice=reject:restricted`; one option each, for commander, which hands in those before. */
export const calleeValue = (
  text: string,
  before: Readonly<Record<string, CalleeScript>> = {},
): Readonly<Record<string, CalleeScript>> => {
  // The address of a SIP phone may have a = of its own.
  const cut = text.lastIndexOf('=');
  const who = text.slice(0, Math.max(0, cut)).trim();
  if (who === '') {
    throw new InvalidArgumentError(
      'Write who, and what they do: 447700900444=busy, or alice=reject:declined',
    );
  }
  const [does = '', detail] = text
    .slice(cut + 1)
    .trim()
    .split(':');
  return { ...before, [plainNumber(who)]: scriptOf(does, detail) };
};

/** A number may be written for people; names and addresses are left as they are. */
const plainNumber = (who: string): string => (/^[\d\s()+.-]+$/.test(who) ? who.replace(/\D/g, '') : who);

const scriptOf = (word: string, detail: string | undefined): CalleeScript => {
  const does = wordOf(word, DOES);
  const details = does === 'machine' ? [] : (CALLEE_DETAILS[does] ?? []);
  if (detail !== undefined && details.length === 0)
    throw new InvalidArgumentError(`"${does}" has no details: leave out ":${detail}".`);
  if (does === 'machine') return { does: 'answer', as: 'machine', beepAfterSeconds: BEEP_AFTER };
  // The details were looked up by what it does.
  return { does, ...(detail !== undefined && { detail: wordOf(detail, details) }) } as CalleeScript;
};

const wordOf = <T extends string>(word: string, words: readonly T[]): T => {
  const found = words.find((one) => one === word);
  if (found !== undefined) return found;
  const meant = didYouMean(word, words);
  throw new InvalidArgumentError(
    `"${word}" is unknown: ${meant ?? `it is ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`}`,
  );
};
