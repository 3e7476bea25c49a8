import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, displayWidth, pad, padLeft, printable, wrap } from '../../src/text/printable.ts';

describe('printable', () => {
  it.each([
    ['plain text stays', 'a ~ b', 'a ~ b'],
    ['a colour sequence', '\x1b[31mred', '\\x1b[31mred'],
    ['a window title', '\x1b]0;owned\x07', '\\x1b]0;owned\\x07'],
    ['line breaks and tabs', 'a\r\nb\tc', 'a\\r\\nb\\tc'],
    ['DEL and C1', '\x7f\x9b2J', '\\x7f\\x9b2J'],
    ['a bidi override', 'abc\u202edef', 'abc\\u202edef'],
    ['bidi isolates and marks', '\u2066x\u2069\u200e\u200f\u061c', '\\u2066x\\u2069\\u200e\\u200f\\u061c'],
    ['zero-width characters', 'a\u200bb\ufeffc\u200dd', 'a\\u200bb\\ufeffc\\u200dd'],
    ['line and paragraph separators', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['a lone surrogate', 'a\ud800b', 'a\\ud800b'],
    ['a whole pair is a character', '😀', '😀'],
    ['invisible tags', 'x\u{e0041}', 'x\\u{e0041}'],
    ['other scripts stay', 'Zoë שלום 電話', 'Zoë שלום 電話'],
    [
      'three marks are a letter, more are a tower',
      `e${'\u0301'.repeat(5)}`,
      `e${'\u0301'.repeat(3)}\\u0301\\u0301`,
    ],
  ])('%s', (_name, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('leaves nothing that it would escape', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(printable(text))).toBe(printable(text));
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('display width', () => {
  it.each([
    ['ASCII', 'abc', 3],
    ['an accent of its own', 'e\u0301', 1],
    ['Chinese', '電話', 4],
    ['Hangul', '전화', 4],
    ['full-width forms', 'ＡＢ', 4],
    ['half-width katakana', 'ｱｲ', 2],
    ['an emoji', '📞', 2],
    ['a symbol that the selector makes an emoji', '☎\ufe0f', 2],
    ['our own marks', '→ ✓ ↳ … ├', 9],
  ])('%s', (_name, text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});

describe('fitting into columns', () => {
  it.each([
    ['what fits stays', 'abc', 3, 'abc'],
    ['what is too long ends in an ellipsis', 'abcdef', 4, 'abc…'],
    ['a wide character is not halved', '電話番号', 4, '電…'],
    ['an accent stays on its letter', 'e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['one column', 'abc', 1, '…'],
    ['no column', 'abc', 0, ''],
  ])('cut: %s', (_name, text, columns, expected) => {
    expect(cut(text, columns)).toBe(expected);
  });

  it('pads and cuts to exactly the columns', () => {
    expect([pad('電話', 6), padLeft('電話', 6), pad('abcdef', 4), padLeft('12ms', 6)]).toEqual([
      '電話  ',
      '  電話',
      'abc…',
      '  12ms',
    ]);
  });

  it.each([
    ['words', 'one two three', 8, ['one two', 'three']],
    ['a word longer than a line', 'see https://example.com/a', 10, ['see', 'https://ex', 'ample.com/', 'a']],
    ['nothing', '', 10, ['']],
    ['an indented line', '    "name": "one two three"', 24, ['    "name": "one two', '    three"']],
    ['wide characters', '電話番号', 5, ['電話', '番号']],
  ])('wrap: %s', (_name, text, columns, expected) => {
    expect(wrap(text, columns)).toEqual(expected);
  });

  it('never takes more columns, and wrapping loses no letter', () => {
    const text = fc.string({ unit: 'grapheme' }).map(printable);
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 30 }), (line, columns) => {
        expect(displayWidth(cut(line, columns))).toBeLessThanOrEqual(columns);
        expect(displayWidth(pad(line, columns))).toBe(columns);
        for (const part of wrap(line, columns)) expect(displayWidth(part)).toBeLessThanOrEqual(columns);
        // Lines are broken at any white space, which is then no letter of either.
        expect(wrap(line, columns).join('').replace(/\s/g, '')).toBe(line.replace(/\s/g, ''));
      }),
    );
  });
});
