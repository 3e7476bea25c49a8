import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Expectation, readExpectation } from '../../../src/flow/expect/expectation.ts';
import { HAPPENING_WORDS } from '../../../src/flow/expect/happening.ts';

const read = (text: string): Expectation => {
  const expectation = readExpectation(text);
  if ('problem' in expectation) throw new Error(expectation.problem);
  return expectation;
};

describe('readExpectation', () => {
  it.each<[text: string, word: string, pattern: string | undefined, isForbidden: boolean]>([
    ['completed', 'completed', undefined, false],
    ['!busy', 'busy', undefined, true],
    ['! busy', 'busy', undefined, true],
    ['talk:Hello: you', 'talk', 'Hello: you', false],
    ['!talk: *sorry* ', 'talk', '*sorry*', true],
    ['connect:sip:a@b', 'connect', 'sip:a@b', false],
    ['push:alice member:invited', 'push', 'alice member:invited', false],
    ['not callback:rtc:hangup', 'callback', 'rtc:hangup', true],
  ])('reads %s', (text, word, pattern, isForbidden) => {
    expect(read(text)).toMatchObject({ word, pattern, isForbidden });
  });

  it.each<[text: string, matches: readonly string[], doesNot: readonly string[]]>([
    ['talk:Hello', ['Hello'], ['Hello you', 'hello']],
    ['talk:*sales*', ['sales', 'to sales!', 'to\nsales'], ['Sales']],
    ['stream:*.mp3', ['http://a/b.mp3'], ['http://a/b.mp3?c', 'bxmp3']],
    ['talk:/sales/i', ['to SALES'], ['to']],
    ['talk:a+b (c) [d] {e} ^$ | \\ - ?', ['a+b (c) [d] {e} ^$ | \\ - ?'], ['aab']],
    // Other letters than flags behind the slash: a path.
    ['webhook:/dtmf/input', ['/dtmf/input'], ['dtmf']],
    ['webhook:/dtmf', ['/dtmf'], ['/dtmf/2']],
  ])('%s', (text, matches, doesNot) => {
    const expectation = read(text);
    expect(matches.filter((one) => !expectation.matches(one))).toEqual([]);
    expect(doesNot.filter((one) => expectation.matches(one))).toEqual([]);
  });

  it.each([
    ['', 'write what is expected: completed, talk:*sales*, input:1, connect:447700900444, !busy'],
    ['!', 'write what is expected: completed, talk:*sales*, input:1, connect:447700900444, !busy'],
    ['tlak:hello', 'nothing in a call is called "tlak": did you mean "talk"?'],
    ['Busy', 'nothing in a call is called "Busy": did you mean "busy"?'],
    ['status:busy', 'a status stands alone: write busy'],
    ['talk:', '"talk:" says nothing after the colon: leave it out, or write talk:*'],
    ['talk:/(/', '"/(/" is not a regular expression: Unterminated group'],
  ])('refuses %s', (text, problem) => {
    expect(readExpectation(text)).toEqual({ problem });
  });

  it('takes every word, and any text for what it is', () => {
    const plain = fc
      .string({ minLength: 1 })
      .filter((text) => text.trim() === text && !/^\/.+\/|\*/s.test(text));
    fc.assert(
      fc.property(fc.constantFrom(...HAPPENING_WORDS), plain, (word, text) => {
        const { matches } = read(`${word}:${text}`);
        return matches(text) && !matches(`${text}.`) && read(`${word}:*${text}*`).matches(`.${text}.`);
      }),
    );
  });
});
