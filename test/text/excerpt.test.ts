import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerpt } from '../../src/text/excerpt.ts';
import { displayWidth } from '../../src/text/printable.ts';
import { sourceText } from '../../src/text/source-text.ts';

/** The excerpt of what stands between « and ». */
const shown = (marked: string, width = 40): string => {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  return excerpt(sourceText('f.json', marked.replace(/[«»]/g, '')), { start, end }, { width });
};

describe('an excerpt', () => {
  it.each([
    {
      name: 'a word',
      text: '{\n  "port": «x»\n}',
      lines: ['f.json:2:11', '  2 |   "port": x', '    |           ^'],
    },
    { name: 'as long as the thing', text: '«abc» def', lines: ['f.json:1:1', '  1 | abc def', '    | ^^^'] },
    { name: 'nothing at the end', text: 'port:«»', lines: ['f.json:1:6', '  1 | port:', '    |      ^'] },
    { name: 'an empty text', text: '«»', lines: ['f.json:1:1', '  1 |', '    | ^'] },
    { name: 'several lines', text: 'a «{\n b\n}»', lines: ['f.json:1:3', '  1 | a {', '    |   ^'] },
    {
      name: 'the gutter grows',
      text: `${'\n'.repeat(9)}«a»`,
      lines: ['f.json:10:1', '  10 | a', '     | ^'],
    },
    { name: 'a tab is two columns', text: '\t«a»', lines: ['f.json:1:2', '  1 |   a', '    |   ^'] },
    {
      name: 'wide characters',
      text: '電話 «番号» 1',
      lines: ['f.json:1:4', '  1 | 電話 番号 1', '    |      ^^^^'],
    },
    { name: 'an emoji', text: '😀«a»', lines: ['f.json:1:3', '  1 | 😀a', '    |   ^'] },
    { name: 'a combining mark', text: 'e\u0301«a»', lines: ['f.json:1:3', '  1 | e\u0301a', '    |  ^'] },
    {
      name: 'control characters',
      text: '\u001b[2J«a»',
      lines: ['f.json:1:5', '  1 | \\x1b[2Ja', '    |        ^'],
    },
    {
      name: 'a long line, at its begin',
      text: `«abc»${'-'.repeat(100)}`,
      lines: ['f.json:1:1', '  1 | abc----------------------------…', '    | ^^^'],
    },
    {
      name: 'a long line, in its middle',
      text: `${'-'.repeat(100)}«abc»${'+'.repeat(100)}`,
      lines: ['f.json:1:101', '  1 | …----------abc++++++++++++++++++…', '    |            ^^^'],
    },
    {
      name: 'a long line, at its end',
      text: `${'-'.repeat(100)}«abc»`,
      lines: ['f.json:1:101', '  1 | …----------abc', '    |            ^^^'],
    },
    {
      name: 'a thing longer than the width',
      text: `--«${'a'.repeat(100)}»`,
      lines: ['f.json:1:3', `  1 | --${'a'.repeat(29)}…`, `    |   ${'^'.repeat(29)}`],
    },
  ])('$name', ({ text, lines }) => {
    expect(shown(text).split('\n')).toEqual(lines);
  });

  it('fits the width, and marks something, whatever the text', () => {
    const text = fc
      .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\t', '電', '\n', 'e\u0301', '👩‍👩‍👧')))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        text,
        fc.nat(50),
        fc.nat(50),
        fc.integer({ min: 40, max: 100 }),
        (words, from, length, width) => {
          const source = sourceText('f', words);
          const start = Math.min(from, source.text.length);
          const [, line, underline, ...more] = excerpt(
            source,
            { start, end: start + length },
            { width },
          ).split('\n');
          expect(more).toEqual([]);
          expect(displayWidth(line ?? '')).toBeLessThanOrEqual(width);
          expect(underline).toMatch(/^ +\| +\^+$/);
          expect(underline?.length).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it('does not read the whole of a line of ten megabytes', () => {
    const source = sourceText('f', `${'a'.repeat(5_000_000)}!${'b'.repeat(5_000_000)}`);
    expect(excerpt(source, { start: 5_000_000, end: 5_000_001 }, { width: 40 }).split('\n')).toEqual([
      'f:1:5000001',
      '  1 | …aaaaaaaaaa!bbbbbbbbbbbbbbbbbbbb…',
      '    |            ^',
    ]);
  });
});
