import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineRange, placeName, positionAt, sourceText } from '../../src/text/source-text.ts';

describe('a place in a text', () => {
  it.each([
    { name: 'the begin', text: 'ab', offset: 0, place: 'f:1:1' },
    { name: 'the end', text: 'ab', offset: 2, place: 'f:1:3' },
    { name: 'an empty text', text: '', offset: 0, place: 'f:1:1' },
    { name: 'a line break belongs to its line', text: 'a\nb', offset: 1, place: 'f:1:2' },
    { name: 'after a line break', text: 'a\nb', offset: 2, place: 'f:2:1' },
    { name: 'after the last line break', text: 'a\n', offset: 2, place: 'f:2:1' },
    { name: 'CR LF is one line break', text: 'a\r\nb', offset: 3, place: 'f:2:1' },
    { name: 'CR alone is one too', text: 'a\rb', offset: 2, place: 'f:2:1' },
    { name: 'columns count as editors count', text: '😀b', offset: 2, place: 'f:1:3' },
    { name: 'a byte order mark is no column', text: '\ufeffab', offset: 1, place: 'f:1:2' },
    { name: 'before the text', text: 'ab', offset: -1, place: 'f:1:1' },
    { name: 'behind the text', text: 'ab', offset: 9, place: 'f:1:3' },
  ])('$name', ({ text, offset, place }) => {
    expect(placeName(sourceText('f', text), offset)).toBe(place);
  });

  it('is on the line that holds it, whatever the text', () => {
    const lines = fc
      .array(fc.constantFrom('a', 'bc', '\n', '\r', '\r\n', '\u2028', '\ufeff'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(lines, fc.nat(30), (text, at) => {
        const source = sourceText('f', text);
        const offset = Math.min(at, source.text.length);
        const { line, column } = positionAt(source, offset);
        const start = source.lineStarts[line - 1] ?? Number.NaN;
        expect(start + column - 1).toBe(offset);
        expect(source.lineStarts[line] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(offset);
        expect(source.text.slice(lineRange(source, line).start, lineRange(source, line).end)).not.toMatch(
          /[\r\n]/,
        );
      }),
    );
  });
});
