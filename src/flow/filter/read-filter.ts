import { didYouMean } from '../../text/did-you-mean.ts';
import { CALL_STATUSES } from '../../vonage/call-status.ts';
import { SLOT_IDS } from '../../vonage/slots.ts';
import type { Matchable } from './matchable.ts';

/** One condition of a filter. */
export interface Term {
  readonly isForbidden: boolean;
  /** It is `problem`. */
  readonly asksForProblems: boolean;
  readonly matches: (exchange: Matchable) => boolean;
}

/** All of its terms have to hold. */
export type Filter = readonly Term[];

/** A word of a filter that cannot be understood, and where it stands. */
export interface FilterFault {
  readonly problem: string;
  readonly hint: string;
  readonly start: number;
  readonly length: number;
}

type Key = Exclude<keyof Matchable, 'isProblem'>;

/** Numbers and ids are compared as people write them. */
type Manner = 'text' | 'number' | 'id';

interface Field {
  readonly manner: Manner;
  /** The only values that there are; of `some` more may come from the platform, so that only a slip is refused. */
  readonly values?: readonly string[];
  readonly some?: readonly string[];
}

const KINDS = [
  'answer',
  'call-status',
  'input',
  'recording',
  'transcription',
  'transfer',
  'notify',
  'error',
  'fallback',
  'rtc-event',
  'unknown',
  'websocket',
  'empty',
  'bad-json',
  'other',
  'cut-off',
] as const;

/** `kind:rtc`, as one says it. */
const KIND_OF: Readonly<Record<string, string>> = {
  rtc: 'rtc-event',
  status: 'call-status',
  socket: 'websocket',
};

const FIELDS: Readonly<Record<Key, Field>> = {
  status: { manner: 'text', some: CALL_STATUSES },
  kind: { manner: 'text', values: [...KINDS, ...Object.keys(KIND_OF)] },
  event: { manner: 'text' },
  from: { manner: 'number' },
  to: { manner: 'number' },
  flow: { manner: 'id' },
  leg: { manner: 'id' },
  conversation: { manner: 'id' },
  direction: { manner: 'text', some: ['inbound', 'outbound'] },
  step: { manner: 'text', values: ['2', '5a', '5b'] },
  slot: { manner: 'text', values: SLOT_IDS },
  path: { manner: 'text' },
  reply: { manner: 'text' },
  by: { manner: 'text', values: ['ncco', 'forward', 'listener', 'pulled'] },
  ncco: { manner: 'text' },
  signature: { manner: 'text', values: ['verified', 'unchecked', 'unsigned', 'refused'] },
};
const KEYS = Object.keys(FIELDS) as readonly Key[];
const PROBLEM = 'problem';

/** What a filter may begin with, for completion: `status:` … and `problem`. */
export const FILTER_WORDS: readonly string[] = [...KEYS.map((key) => `${key}:`), PROBLEM];

/**
 * Reads `status:answered to:4477* kind:rtc !leg:1f0a problem`: terms with spaces between them, all of which have to hold.
 * `*` stands for anything, a comma for "or", `!` or `-` for "not".
 */
export const readFilter = (text: string): Filter | FilterFault => {
  const terms: Term[] = [];
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    const term = readTerm(word, index);
    if ('problem' in term) return term;
    terms.push(term);
  }
  if (terms.length > 0) return terms;
  return { problem: 'it is empty', hint: SAMPLE, start: 0, length: Math.max(1, text.length) };
};

const SAMPLE = 'write something like status:answered to:4477* or problem';

const readTerm = (word: string, index: number): Term | FilterFault => {
  const isForbidden = /^[!-]/.test(word);
  const rest = isForbidden ? word.slice(1) : word;
  const start = index + (isForbidden ? 1 : 0);
  const fault = (problem: string, hint: string, from: number, length: number): FilterFault => ({
    problem,
    hint,
    start: start + from,
    length: Math.max(1, length),
  });
  if (rest === '')
    return fault(`"${word}" stands alone`, `write behind it what is not wanted: ${word}kind:rtc`, -1, 1);
  const colon = rest.indexOf(':');
  if (colon === -1) {
    if (rest.toLowerCase() === PROBLEM)
      return { isForbidden, asksForProblems: true, matches: (one) => one.isProblem };
    return fault(`"${rest}" is no word of a filter`, bareHint(rest), 0, rest.length);
  }
  const name = rest.slice(0, colon).toLowerCase();
  const key = KEYS.find((one) => one === name);
  if (key === undefined) {
    const hint = didYouMean(name, KEYS) ?? `it can ask for ${KEYS.join(', ')}, and for problem`;
    return fault(`there is no "${rest.slice(0, colon)}" to ask for`, hint, 0, colon);
  }
  let at = colon + 1;
  const tests: ((value: string) => boolean)[] = [];
  for (const value of rest.slice(at).split(',')) {
    if (value === '') return fault(`${key} says no value`, `write ${key}:* for any`, at, 1);
    const hint = value.includes('*') ? undefined : valueHint(FIELDS[key], value);
    if (hint !== undefined) return fault(`"${value}" is no ${key}`, hint, at, value.length);
    tests.push(valueTest(FIELDS[key].manner, key === 'kind' ? (KIND_OF[value] ?? value) : value));
    at += value.length + 1;
  }
  const matches = (one: Matchable): boolean => {
    const found = one[key];
    return found !== undefined && tests.some((test) => test(found));
  };
  return { isForbidden, asksForProblems: false, matches };
};

/** A value without its key is what one forgets. */
const bareHint = (word: string): string => {
  const lower = word.toLowerCase();
  const owner = KEYS.find((key) =>
    [...(FIELDS[key].values ?? []), ...(FIELDS[key].some ?? [])].includes(lower),
  );
  if (owner !== undefined) return `did you mean ${owner}:${lower}?`;
  if (/^\+?\d{3,}\*?$/.test(word)) return `did you mean from:${word} or to:${word}?`;
  const meant = didYouMean(word, [...KEYS, PROBLEM]);
  return meant ?? SAMPLE;
};

const valueHint = ({ values, some }: Field, value: string): string | undefined => {
  const lower = value.toLowerCase();
  if (values !== undefined && !values.includes(lower))
    return didYouMean(value, values) ?? `it is ${values.join(', ')}`;
  return some === undefined || some.includes(lower) ? undefined : didYouMean(value, some);
};

const valueTest = (manner: Manner, value: string): ((found: string) => boolean) => {
  const plain = plainOf(manner);
  const parts = plain(value).split('*');
  // An id is known by its beginning.
  if (manner === 'id') parts.push('');
  const literal = parts.map((part) => part.replace(/[\\^$.+?()[\]{}|/-]/g, '\\$&'));
  const whole = new RegExp(`^${literal.join('.*')}$`, 'is');
  return (found) => whole.test(plain(found));
};

const plainOf = (manner: Manner): ((text: string) => string) => {
  if (manner === 'number') return (text) => text.replace(/^\+/, '');
  return manner === 'id' ? (text) => text.replace(/^CON-/i, '') : (text) => text;
};

/** Whether an exchange is what is asked for. */
export const passes = (filter: Filter, exchange: Matchable): boolean =>
  filter.every(({ matches, isForbidden }) => matches(exchange) !== isForbidden);
