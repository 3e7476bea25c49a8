import { describe, expect, it } from 'vitest';
import { GONE, type Look, type Settling, settle } from '../../../src/edge/config/settle.ts';

/** `a1 b-`: file a with the mark 1, and file b missing. */
const look = (words: string): Look =>
  new Map(words.split(' ').map((word) => [word.charAt(0), word.slice(1) === '-' ? GONE : word.slice(1)]));

const verdicts = (looks: readonly string[]): readonly string[] => {
  let state: Settling = { read: look('a1 b1'), pending: undefined, missed: 0 };
  return looks.map((words) => {
    const { next, verdict } = settle(state, look(words));
    state = next;
    return verdict;
  });
};

describe('files that are watched', () => {
  it.each<{ name: string; looks: readonly string[]; are: readonly string[] }>([
    { name: 'nothing happens', looks: ['a1 b1', 'a1 b1'], are: ['same', 'same'] },
    { name: 'a save', looks: ['a2 b1', 'a2 b1', 'a2 b1'], are: ['again', 'changed', 'same'] },
    {
      name: 'a save that is still being written',
      looks: ['a2 b1', 'a3 b1', 'a4 b1', 'a4 b1'],
      are: ['again', 'again', 'again', 'changed'],
    },
    {
      name: 'a change that is taken back at once',
      looks: ['a2 b1', 'a1 b1', 'a1 b1'],
      are: ['again', 'same', 'same'],
    },
    { name: 'two files together', looks: ['a2 b1', 'a2 b2', 'a2 b2'], are: ['again', 'again', 'changed'] },
    {
      name: 'an editor that removes before it writes',
      looks: ['a- b1', 'a- b1', 'a- b1', 'a2 b1', 'a2 b1'],
      are: ['again', 'again', 'again', 'again', 'changed'],
    },
    {
      name: 'a file that is gone, and comes back',
      looks: ['a- b1', 'a- b1', 'a- b1', 'a- b1', 'a- b1', 'a- b1', 'a1 b1', 'a1 b1'],
      are: ['again', 'again', 'again', 'again', 'changed', 'same', 'again', 'changed'],
    },
  ])('$name', ({ looks, are }) => {
    expect(verdicts(looks)).toEqual(are);
  });
});
