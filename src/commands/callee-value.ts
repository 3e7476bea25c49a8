import { InvalidArgumentError } from '../commander.ts';
import { calleeFromWords } from '../emulator/callee-words.ts';
import type { CalleeScript } from '../emulator/script.ts';
import { sentence } from './option-values.ts';

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
  const script = calleeFromWords(text.slice(cut + 1));
  if ('problem' in script) throw new InvalidArgumentError(sentence(script.problem));
  return { ...before, [plainNumber(who)]: script };
};

/** A number may be written for people; names and addresses are left as they are. */
const plainNumber = (who: string): string => (/^[\d\s()+.-]+$/.test(who) ? who.replace(/\D/g, '') : who);
