import { nearest } from '../../text/did-you-mean.ts';
import type { Json } from '../../vonage/json.ts';
import type { Place } from '../node.ts';
import type { Context, Rule } from '../rule.ts';
import { orList, quote } from '../words.ts';

export const unknownWord: Rule = {
  id: 'unknown-word',
  severity: 'error',
  law: 'Where only certain words are allowed, it is one of them, in its own letter case.',
  why: 'Vonage takes any other word for a value of the wrong type and drops the call.',
  source: 'ncco.md §2 to §5, §9, §15 row 26',
  create: ({ report }) => ({
    misfit({ oddity, expected, value, place, name, isUncertain }) {
      if (expected.is !== 'word' || oddity !== 'word' || typeof value !== 'string') return;
      if (name === 'eventType' && value.toLowerCase() === 'asynchronous') {
        report({
          place,
          message: `"eventType" is "synchronous" or left out; this is ${quote(value)}`,
          suggestion: 'leave "eventType" out: asynchronous is the default',
          fix: { title: 'leave it out', isSafe: true, edits: [{ do: 'remove-key', place }] },
        });
      } else reportWord(report, { place, name, value, words: expected.words, isUncertain });
    },
    strangeEndpoint(node) {
      // The walk calls this for objects only.
      const type = (node.value as Readonly<Record<string, Json>>)['type'];
      if (node.expected.is !== 'variant' || typeof type !== 'string') return;
      const words = Object.keys(node.expected.of);
      const place = { parent: node.place, step: 'type' };
      reportWord(report, { place, name: 'type', value: type, words, isUncertain: false });
    },
  }),
};

interface StrangeWord {
  readonly place: Place;
  readonly name: string;
  readonly value: string;
  readonly words: readonly string[];
  readonly isUncertain: boolean;
}

const reportWord = (
  report: Context['report'],
  { place, name, value, words, isUncertain }: StrangeWord,
): void => {
  const same = words.find((word) => word.toLowerCase() === value.trim().toLowerCase());
  const near = same ?? nearest(value, words)[0];
  report({
    place,
    isUncertain,
    message: `"${name}" is ${quote(value)}; allowed: ${orList(words)}`,
    suggestion: near === undefined ? undefined : same ? `write "${same}"` : `did you mean "${near}"?`,
    fix: same
      ? { title: `write "${same}"`, isSafe: true, edits: [{ do: 'replace-value', place, value: same }] }
      : undefined,
  });
};
