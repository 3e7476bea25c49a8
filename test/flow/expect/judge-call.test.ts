import { describe, expect, it } from 'vitest';
import { type Expectation, readExpectation } from '../../../src/flow/expect/expectation.ts';
import { judgeCall } from '../../../src/flow/expect/judge-call.ts';

const CALL = [
  { word: 'ringing', texts: ['447700900222'] },
  { word: 'ncco', texts: ['talk,input', '[{"action":"talk"},{"action":"input"}]'] },
  { word: 'talk', texts: ['<speak>Hello <b>you</b></speak>', 'Hello you'] },
  { word: 'input', texts: ['1'] },
  { word: 'talk', texts: ['Welcome to Sales'] },
  { word: 'rejected', texts: ['447700900444', 'declined'] },
];

const judged = (texts: readonly string[], inOrder = false) =>
  judgeCall(
    CALL,
    texts.map((text) => readExpectation(text) as Expectation),
    inOrder,
  );

const failures = (texts: readonly string[], inOrder = false) =>
  judged(texts, inOrder).flatMap(({ ok, expected, actual, hint }) => (ok ? [] : [[expected, actual, hint]]));

describe('judgeCall', () => {
  it.each([
    ['talk'],
    ['talk:Hello you'],
    ['talk:/sales/i'],
    ['ncco:talk,*'],
    ['ncco:/"action":"input"/'],
    ['rejected:declined'],
    ['rejected:4477*'],
    ['!busy'],
    ['!talk:*sorry*'],
  ])('is content with %s', (text) => {
    expect(failures([text])).toEqual([]);
  });

  it.each<[text: string, actual: readonly string[], hint: string | undefined]>([
    ['busy', [], undefined],
    ['input:2', ['input:1'], undefined],
    ['rejected:447700900445', ['rejected:447700900444'], 'did you mean "447700900444"?'],
    [
      'talk:Welcome',
      ['talk:<speak>Hello <b>you</b></speak>', 'talk:Welcome to Sales'],
      'for a part of the text write talk:*Welcome*',
    ],
    [
      'talk:*sales*',
      ['talk:<speak>Hello <b>you</b></speak>', 'talk:Welcome to Sales'],
      'upper and lower case count: write talk:/sales/i for either',
    ],
    ['!talk:*Sales', ['talk:Welcome to Sales'], undefined],
  ])('says what happened instead of %s', (text, actual, hint) => {
    expect(failures([text])).toEqual([[text, actual, hint]]);
  });

  it('looks at the whole call for each, unless the order counts', () => {
    const backwards = ['rejected', 'talk:*Sales', 'talk:Hello you'];
    expect(failures(backwards)).toEqual([]);
    expect(failures([...backwards].reverse(), true)).toEqual([]);
    expect(failures(backwards, true)).toEqual([
      ['talk:*Sales', ['talk:Welcome to Sales'], 'it happened, but not after rejected'],
      ['talk:Hello you', ['talk:<speak>Hello <b>you</b></speak>'], 'it happened, but not after rejected'],
    ]);
  });

  it('lets one thing stand for one expectation when the order counts', () => {
    expect(failures(['talk', 'talk'], true)).toEqual([]);
    expect(failures(['input', 'input'], true)).toEqual([
      ['input', ['input:1'], 'it happened, but not after input'],
    ]);
  });

  it('forbids a thing for the whole call, also when the order counts', () => {
    expect(failures(['talk', '!input', 'rejected'], true)).toEqual([['!input', ['input:1'], undefined]]);
  });
});
