import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/text/parse-document.ts';
import { type Range, type SourceText, sourceText } from '../../src/text/source-text.ts';

const SNIPPETS = [
  ...'{}[],:"\'\n\r\t -?&*!|>%@`#\\/',
  ...[
    'a',
    '1',
    '-1.5e3',
    'true',
    'null',
    '"a"',
    '&a',
    '*a',
    '- ',
    ': ',
    '? ',
    'a: ',
    '---\n',
    '...\n',
    '<<: ',
    '{{',
    '!!str ',
    '%YAML 1.2\n',
    '\ufeff',
    '\u2028',
  ],
];
const anyText = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...SNIPPETS) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
  )
  .map((parts) => parts.join(''));

const isInside = ({ start, end }: Range, { text }: SourceText): boolean =>
  0 <= start && start <= end && end <= text.length;

/** Every path of a value, and beside each one that does not exist. */
const pathsOf = (
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] => [
  path,
  [...path, 'no such name', 7],
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) =>
        pathsOf(inner, [...path, Array.isArray(value) ? Number(name) : name]),
      )
    : []),
];

it('marks a comment that never ends inside the text', () => {
  const source = sourceText('x.json', '/*');
  const document = parseDocument(source, 'json');
  expect(document.ok ? [] : document.problems.every(({ range }) => range.end <= source.text.length)).toBe(
    true,
  );
});

describe.each(['json', 'yaml'] as const)('any text as %s', (language) => {
  it('is read or refused, with every place inside the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const source = sourceText('f', text);
        const parsed = parseDocument(source, language);
        const ranges = parsed.ok
          ? pathsOf(parsed.value).flatMap((path) => [parsed.rangeOf(path), parsed.keyRangeOf(path)])
          : parsed.problems.map(({ range }) => range);
        expect(ranges.filter((range) => !isInside(range, source))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives back any JSON value, and marks each part as it is written', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const source = sourceText('f', JSON.stringify(value, null, 1));
        const parsed = parseDocument(source, language);
        expect(parsed).toMatchObject({ ok: true });
        if (!parsed.ok) return;
        expect(JSON.stringify(parsed.value)).toBe(JSON.stringify(value));
        for (const [name, inner] of Object.entries(Array.isArray(value) ? value : {})) {
          const { start, end } = parsed.rangeOf([Number(name)]);
          expect(JSON.parse(source.text.slice(start, end))).toEqual(JSON.parse(JSON.stringify(inner)));
        }
      }),
    );
  });
});
