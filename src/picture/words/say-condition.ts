import { all } from '../../text/either.ts';
import type { Json } from '../../vonage/json.ts';
import type { When } from '../plan.ts';
import { oneLine } from './said.ts';

/** The `when` of a branch in words: `key 1`, `says /billing/i`, `caller 447700900123`. */
export const sayCondition = (when: When): string => {
  if (when === 'function') return 'when a function says so';
  const tests = Object.entries(when).map(([field, expected]) => test(field, expected));
  return tests.length === 0 ? 'never: its condition is empty' : all(tests);
};

const test = (field: string, expected: Json): string => {
  const text = typeof expected === 'string' ? oneLine(expected) : JSON.stringify(expected);
  switch (field) {
    case 'dtmf.digits':
    case 'dtmf':
      return text === '' ? 'no key' : `${text.length === 1 ? 'key' : 'keys'} ${text}`;
    case 'dtmf.timed_out':
    case 'timed_out':
      return text === 'true' ? 'no key in time' : text === 'false' ? 'keys in time' : `${field} is ${text}`;
    case 'speech.results.0.text':
      return `says ${text}`;
    case 'speech.timeout_reason':
    case 'status':
      return words(text);
    case 'from':
      return `caller ${text}`;
    case 'to':
      return `number called ${text}`;
    default:
      return `${oneLine(field)} is ${text === '' ? 'empty' : text}`;
  }
};

/** Vonage's words for what happened are nearly English. */
const words = (text: string): string => text.replaceAll('_', ' ');
