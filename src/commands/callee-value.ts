import { InvalidArgumentError } from '../commander.ts';
import { readCallee } from '../edge/emulator/callee-script.ts';
import { calleeFromWords } from '../emulator/callee-words.ts';
import type { CalleeScript } from '../emulator/script.ts';
import { Failure } from '../failure.ts';
import { parseJson } from '../vonage/json.ts';
import { sentence } from './option-values.ts';

/** `447700900444=busy`, `alice=reject:restricted`, or all of it as JSON, `alice={"does": "answer", "press": ["1"]}`; one option each, for commander, which hands in those before. */
export const calleeValue = (
  text: string,
  before: Readonly<Record<string, CalleeScript>> = {},
): Readonly<Record<string, CalleeScript>> => {
  // The address of a SIP phone may have a = of its own.
  const object = /=\s*\{/.exec(text);
  const cut = object?.index ?? text.lastIndexOf('=');
  const who = text.slice(0, Math.max(0, cut)).trim();
  if (who === '') {
    throw new InvalidArgumentError(
      'Write who, and what they do: 447700900444=busy, or alice=reject:declined',
    );
  }
  const does = text.slice(cut + 1);
  const script = object ? calleeFromJson(who, does) : calleeFromWords(does);
  if ('problem' in script) throw new InvalidArgumentError(sentence(script.problem));
  return { ...before, [plainNumber(who)]: script };
};

const calleeFromJson = (who: string, text: string): CalleeScript | { readonly problem: string } => {
  const value = parseJson(text);
  if (value === undefined) return { problem: `what ${who} does is no JSON` };
  try {
    return readCallee(who, value);
  } catch (error) {
    if (error instanceof Failure) return { problem: error.why ?? error.what };
    throw error;
  }
};

/** A number may be written for people; names and addresses are left as they are. */
const plainNumber = (who: string): string => (/^[\d\s()+.-]+$/.test(who) ? who.replace(/\D/g, '') : who);
