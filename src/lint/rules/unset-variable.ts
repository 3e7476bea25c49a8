import type { Rule } from '../rule.ts';
import { UNSET_WORDS, unsetWordOfUrl } from '../urls.ts';
import { quote } from '../words.ts';

/** Options whose empty text cannot work; an empty `text` or `name` may. */
const NEVER_EMPTY: ReadonlySet<string> = new Set([
  'number',
  'user',
  'uri',
  'extension',
  'url',
  'streamUrl',
  'eventUrl',
]);

/** As languages write it when an empty variable becomes part of a text. */
const WITHIN_TEXT = /\[object Object\]|\bundefined\b|\bNaN\b/;
const WITHIN_URL = /(?<=[/=])(?:undefined|null|NaN|None|\[object(?: |%20)Object\])(?=[/?&#]|$)/;
const LOOKS_LIKE_URL = /^(?:[a-z]+:\/\/|(?:undefined|null|none|nan|nil)\/)/i;

export const unsetVariable: Rule = {
  id: 'unset-variable',
  severity: 'error',
  law: 'Nothing shows that a variable of the program had no value: no "undefined" in a URL, no null, no empty number.',
  why: 'The commonest fault of live calls: it looks like an NCCO, and leads nowhere.',
  source: 'ncco.md §1, field studies',
  note: 'A warning inside a text that is spoken and for null as the value of an option that may be left out.',
  create: ({ report }) => ({
    misfit({ oddity, place, name, isRead, isUncertain, expected }) {
      if (oddity !== 'null') return;
      const isItem = typeof place.step === 'number';
      report({
        place,
        isUncertain: isUncertain || isRead,
        message: isItem ? `an item of "${name}" is null` : `"${name}" is null`,
        ...(isRead && { why: 'It says as much as leaving it out; probably a variable has no value.' }),
        suggestion: `set the variable behind it${expected.is === 'list' || !isRead ? '' : ', or leave the key out'}`,
      });
    },
    emptyText({ option, name, place, isUncertain }) {
      if (!option.required) return;
      report({
        place,
        isUncertain: isUncertain || !NEVER_EMPTY.has(name),
        message: `"${name}" is an empty text`,
        suggestion: 'set the variable behind it',
      });
    },
    oddText({ value, place, name }) {
      const word = wordIn(value);
      if (word === undefined) return;
      report({
        place,
        part: { text: word.text, offset: word.offset },
        isUncertain: !(word.isFatal || (word.isWhole && name !== undefined && NEVER_EMPTY.has(name))),
        message: messageFor(word),
        suggestion: 'set the variable behind it; check the environment of the program',
      });
    },
  }),
};

const messageFor = ({ text, isWhole, isFatal }: UnsetWord): string => {
  if (isWhole) return `this text is ${quote(text)}`;
  return isFatal
    ? `${quote(text)} stands where the host of this URL should be`
    : `${quote(text)} stands in this text`;
};

interface UnsetWord {
  readonly text: string;
  readonly offset: number;
  readonly isWhole: boolean;
  /** No address and no number comes of it. */
  readonly isFatal: boolean;
}

const wordIn = (value: string): UnsetWord | undefined => {
  const isWhole =
    value === '[object Object]' ||
    (UNSET_WORDS.has(value.toLowerCase()) && /^(undefined|null|NaN|None|nil)$/.test(value));
  if (isWhole) return { text: value, offset: 0, isWhole: true, isFatal: false };
  if (LOOKS_LIKE_URL.test(value)) {
    const text = unsetWordOfUrl(value);
    if (text !== undefined) return { text, offset: value.indexOf(text), isWhole: false, isFatal: true };
    const within = WITHIN_URL.exec(value);
    return within ? { text: within[0], offset: within.index, isWhole: false, isFatal: false } : undefined;
  }
  const within = WITHIN_TEXT.exec(value);
  return within ? { text: within[0], offset: within.index, isWhole: false, isFatal: false } : undefined;
};
