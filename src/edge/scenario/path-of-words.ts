import type { Path } from '../../text/document.ts';
import type { Json } from '../../vonage/json.ts';

/**
 * Which part of a value words like `callees.alice.press[1] is no text` are about, as a path from the value that is called `name`.
 * Names may have dots of their own, so that the words are compared with the parts that there are.
 */
export const pathOfWords = (name: string, value: Json, words: string): Path => {
  if (typeof value !== 'object' || value === null) return [];
  const parts = Array.isArray(value)
    ? (value as readonly Json[]).map((one, index) => ({ step: index, name: `${name}[${index}]`, one }))
    : Object.entries(value).map(([step, one]) => ({ step, name: `${name}.${step}`, one: one as Json }));
  const part = parts
    .filter((candidate) => words.startsWith(candidate.name))
    .sort((left, right) => right.name.length - left.name.length)[0];
  return part === undefined ? [] : [part.step, ...pathOfWords(part.name, part.one, words)];
};
