import { describe, expect, it } from 'vitest';
import { sourceText } from '../../src/text/source-text.ts';
import { parseYamlDocument } from '../../src/text/yaml-document.ts';

/** The value, or each fault as `offset «what is marked» words`. */
const reading = (text: string): unknown => {
  const source = sourceText('f', text);
  const parsed = parseYamlDocument(source);
  return parsed.ok
    ? parsed.value
    : parsed.problems.map(
        ({ message, range }) => `${range.start} «${source.text.slice(range.start, range.end)}» ${message}`,
      );
};

/** Each line repeats the one before ten times. */
const billion = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...'bcdefghi'.split('').map((name, index) => {
    const before = 'abcdefghi'[index] ?? '';
    return `${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`;
  }),
].join('\n');

describe('YAML as JSON', () => {
  it.each([
    {
      name: 'the core schema',
      text: 'a: [1, 0x1f, 1.5, true, null, ~, yes, 2001-01-01]',
      is: { a: [1, 31, 1.5, true, null, null, 'yes', '2001-01-01'] },
    },
    { name: 'keys are text', text: '1: a\ntrue: b\nnull: c', is: { '1': 'a', true: 'b', null: 'c' } },
    { name: 'nothing', text: '# only a comment\n', is: null },
    { name: 'a byte order mark', text: '\ufeffa: 1', is: { a: 1 } },
    { name: 'an alias', text: 'a: &x [1]\nb: *x', is: { a: [1], b: [1] } },
    { name: 'a later anchor of the same name', text: '- &x 1\n- *x\n- &x 2\n- *x', is: [1, 1, 2, 2] },
  ])('$name', ({ text, is }) => {
    expect(reading(text)).toEqual(is);
  });

  it('keeps the name __proto__', () => {
    expect(JSON.stringify(reading('__proto__: 1'))).toBe('{"__proto__":1}');
  });

  it.each([
    {
      name: 'a duplicate',
      text: 'a: 1\nb: 2\na: 3',
      is: ['10 «a» duplicate key "a": it is already on line 1'],
    },
    {
      name: 'a duplicate after reading keys as text',
      text: '1: a\n"1": b',
      is: ['5 «"1"» duplicate key "1": it is already on line 1'],
    },
    { name: 'tabs', text: 'a:\n\tb: 1', is: ['3 «\t» YAML is indented with spaces, not with tabs'] },
    {
      name: 'a bare template',
      text: 'text: {{ x }}',
      is: ['6 «{{» put quotes around a text that begins with {{'],
    },
    {
      name: 'a second colon',
      text: 'text: Press 1: sales',
      is: ['6 «P» a second ": " on this line; put quotes around text that holds one'],
    },
    {
      name: 'a tag',
      text: 'a: !!binary aGk=',
      is: ['3 «!!binary» tags (!…) are not supported: only what JSON can say'],
    },
    {
      name: 'a merge key',
      text: '<<: { a: 1 }',
      is: ['0 «<<» merge keys (<<) are not supported: repeat the entries'],
    },
    {
      name: 'infinity',
      text: 'a: .inf',
      is: ['3 «.inf» not a value that JSON has; put quotes around it if it is text'],
    },
    { name: 'a list as key', text: '? [1]\n: 2', is: ['2 «[» a key has to be plain text'] },
    {
      name: 'two documents',
      text: 'a: 1\n---\nb: 2',
      is: ['5 «---» a second YAML document; a file holds one'],
    },
    {
      name: 'YAML 1.1',
      text: '%YAML 1.1\n---\na: yes',
      is: ['0 «%YAML» this is read as YAML 1.2: take the %YAML line away'],
    },
    {
      name: 'an unknown alias, whose name may be a secret',
      text: 'a: *hunter2',
      is: [
        '3 «*hunter2» no anchor (&) of this name stands before this alias; put quotes around a text that begins with *',
      ],
    },
    {
      name: 'an alias of what it is in',
      text: 'a: &x [*x]',
      is: [
        '7 «*x» no anchor (&) of this name stands before this alias; put quotes around a text that begins with *',
      ],
    },
    { name: 'a billion laughs', text: billion, is: ['166 «*c» aliases make this larger than 10000 values'] },
    { name: 'too deep in flow', text: '['.repeat(100_000), is: ['102 «[» nested deeper than 100 levels'] },
    {
      name: 'too deep in blocks',
      text: `${'- '.repeat(100_000)}a`,
      is: ['203 « » nested deeper than 100 levels'],
    },
  ])('$name', ({ text, is }) => {
    expect(reading(text)).toEqual(is);
  });
});

describe('places in YAML', () => {
  const source = sourceText(
    'f',
    'a: # list\n  - 10\n  - { b: "x" }\nempty:\nagain: &y\n  c: d   \n\nlast: *y\n',
  );
  const parsed = parseYamlDocument(source);
  if (!parsed.ok) throw new Error('the sample is YAML');
  const at = ({ start, end }: { start: number; end: number }) => source.text.slice(start, end);

  it.each([
    { path: ['a'], value: '- 10\n  - { b: "x" }', key: 'a' },
    { path: ['a', 0], value: '10', key: '10' },
    { path: ['a', 1, 'b'], value: '"x"', key: 'b' },
    { path: ['empty'], value: '', key: 'empty' },
    { path: ['again'], value: 'c: d', key: 'again' },
    { path: ['last'], value: '*y', key: 'last' },
    { path: ['last', 'c'], value: 'd', key: 'c' },
    { path: ['again', 'nothing', 'here'], value: 'c: d', key: 'c: d' },
  ])('$path', ({ path, value, key }) => {
    expect([at(parsed.rangeOf(path)), at(parsed.keyRangeOf(path))]).toEqual([value, key]);
  });
});
