import { type JsonPlace, jsonPlaces } from '../json-places.ts';
import type { EditTree, Member, Place } from './edit-tree.ts';
import { newlineOf } from './newline-of.ts';

/** The places of a JSON text that was parsed before. */
export const jsonEditTree = (text: string): EditTree => ({
  text,
  language: 'json',
  root: placeOf(text, jsonPlaces(text)),
  comments: [],
  newline: newlineOf(text),
});

const placeOf = (text: string, { start, end, parts, names }: JsonPlace): Place => {
  const inner = parts.map((part) => placeOf(text, part));
  return {
    kind: names ? 'object' : text[start] === '[' ? 'list' : 'scalar',
    isBlock: false,
    isInFlow: true,
    start,
    outerStart: start,
    end,
    quote: text[start] === '"' ? '"' : '',
    isShared: false,
    members: (names ?? []).map((name, index): Member => {
      const value = inner[index]!;
      return {
        name: name.text,
        start: name.start,
        key: { start: name.start, end: name.end, quote: '"' },
        colonEnd: text.indexOf(':', name.end) + 1,
        end: value.end,
        value,
      };
    }),
    items: names ? [] : inner,
  };
};
