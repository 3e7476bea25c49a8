import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, distance, nearest } from '../../src/text/did-you-mean.ts';

const ACTIONS = [
  'record',
  'conversation',
  'connect',
  'talk',
  'stream',
  'input',
  'notify',
  'wait',
  'transfer',
];
const OPTIONS = ['eventUrl', 'eventMethod', 'timeOut', 'timeout', 'bargeIn', 'loop', 'level', 'maxDigits'];

describe('the nearest words', () => {
  it.each([
    { name: 'a letter missing', word: 'recrd', words: ACTIONS, near: ['record'] },
    { name: 'a letter too many', word: 'talkk', words: ACTIONS, near: ['talk'] },
    { name: 'a wrong letter', word: 'tolk', words: ACTIONS, near: ['talk'] },
    { name: 'two letters swapped', word: 'noitfy', words: ACTIONS, near: ['notify'] },
    { name: 'another case', word: 'TALK', words: ACTIONS, near: ['talk'] },
    { name: 'snake case', word: 'event_url', words: OPTIONS, near: ['eventUrl'] },
    { name: 'several', word: 'timeot', words: OPTIONS, near: ['timeOut', 'timeout'] },
    { name: 'none', word: 'hangup', words: ACTIONS, near: [] },
    { name: 'nothing of a short word', word: 'at', words: ['to', 'x'], near: [] },
    { name: 'the empty word', word: '', words: ACTIONS, near: [] },
    { name: 'a word longer than any', word: 'talk'.repeat(1000), words: ACTIONS, near: [] },
    { name: 'not the word itself', word: 'talk', words: ACTIONS, near: [] },
  ])('$name', ({ word, words, near }) => {
    expect(nearest(word, words)).toEqual(near);
  });

  it.each([
    { word: 'tlak', words: ['talk'], phrase: 'did you mean "talk"?' },
    { word: 'timeot', words: OPTIONS, phrase: 'did you mean "timeOut" or "timeout"?' },
    { word: 'hangup', words: ACTIONS, phrase: undefined },
  ])('as a question: $word', ({ word, words, phrase }) => {
    expect(didYouMean(word, words)).toBe(phrase);
  });
});

describe('the distance of two words', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 1],
    ['ca', 'abc', 3],
  ])('%j to %j is %i', (left, right, slips) => {
    expect(distance(left, right)).toBe(slips);
  });

  it('is one after any single slip, the same both ways, and the bound only cuts it off', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.nat(8), (left, right, bound) => {
        const slips = distance(left, right);
        expect(distance(right, left)).toBe(slips);
        expect(distance(left, right, bound) > bound).toBe(slips > bound);
        if (slips <= bound) expect(distance(left, right, bound)).toBe(slips);
      }),
    );
    fc.assert(
      fc.property(word, fc.nat(8), (text, at) => {
        expect(distance(text, `${text.slice(0, at)}x${text.slice(at)}`)).toBe(1);
      }),
    );
  });
});
