import { describe, expect, it } from 'vitest';
import { type Span, wrapSpans } from '../../src/picture/spans.ts';

const plain = (text: string): string => text;
const loud = (text: string): string => text.toUpperCase();

describe('wrapSpans', () => {
  it.each<[what: string, spans: readonly Span[], columns: number, lines: readonly string[]]>([
    ['a short line', [{ text: 'one two', paint: plain }], 20, ['one two']],
    ['a long one between words', [{ text: 'one two three', paint: plain }], 8, ['one two', 'three']],
    [
      'two paints without a space between',
      [
        { text: 'one', paint: loud },
        { text: ': two', paint: plain },
      ],
      20,
      ['ONE: two'],
    ],
    [
      'a paint over two lines',
      [
        { text: 'one ', paint: plain },
        { text: 'two three', paint: loud },
      ],
      8,
      ['one TWO', 'THREE'],
    ],
    ['a word without an end', [{ text: 'a abcdefgh', paint: plain }], 3, ['a', 'abc', 'def', 'gh']],
    ['wide characters', [{ text: '请按 一', paint: plain }], 5, ['请按', '一']],
    ['a control as one sees it', [{ text: 'a\u001b b', paint: plain }], 20, ['a\\x1b b']],
    ['nothing', [], 20, []],
  ])('breaks %s', (_what, spans, columns, lines) => {
    expect(wrapSpans(spans, columns)).toEqual(lines);
  });
});
