import { describe, expect, it } from 'vitest';
import { parseJsonDocument } from '../../src/text/json-document.ts';
import { sourceText } from '../../src/text/source-text.ts';

/** Each fault as `line:col «what is marked» words`. */
const faults = (text: string): readonly string[] => {
  const source = sourceText('f', text);
  const parsed = parseJsonDocument(source);
  return parsed.ok
    ? ['fine']
    : parsed.problems.map(
        ({ message, range }) => `${range.start} «${source.text.slice(range.start, range.end)}» ${message}`,
      );
};

describe('strict JSON', () => {
  it.each([
    { name: 'fine', text: '[{"a": 1}]', is: ['fine'] },
    { name: 'a byte order mark', text: '\ufeff[]', is: ['fine'] },
    { name: 'nothing', text: ' \n', is: ['0 «» the text is empty'] },
    { name: 'a comment', text: '[1] // one', is: ['4 «// one» JSON has no comments'] },
    { name: 'a last comma', text: '[1, ]', is: ['2 «,» JSON has no comma after the last item'] },
    {
      name: 'all slight faults at once',
      text: '{"a": [1,], /* x */ "b": 2,}',
      is: [
        '8 «,» JSON has no comma after the last item',
        '12 «/* x */» JSON has no comments',
        '26 «,» JSON has no comma after the last item',
      ],
    },
    { name: 'a missing comma', text: '[1 2]', is: ['3 «2» a comma is missing before this'] },
    { name: 'a missing colon', text: '{"a" 1}', is: ['5 «1» a colon is missing before this'] },
    { name: 'a missing value', text: '{"a":}', is: ['5 «}» a value is expected here'] },
    { name: 'a missing }', text: '{"a":1', is: ['6 «» the text ends inside an object: a } is missing'] },
    { name: 'a missing ]', text: '[1', is: ['2 «» the text ends inside a list: a ] is missing'] },
    { name: 'two values', text: '[1] [2]', is: ['4 «[» the value ended before this; nothing may follow it'] },
    { name: 'single quotes', text: "['a']", is: [`1 «'a'» JSON puts text in double quotes (")`] },
    { name: 'a bare name', text: '{a: 1}', is: ['1 «a» JSON puts names in double quotes (")'] },
    { name: 'True', text: '[True]', is: ['1 «True» JSON writes true'] },
    { name: 'undefined', text: '[undefined]', is: ['1 «undefined» JSON writes null'] },
    { name: 'a leading zero', text: '[007]', is: ['1 «00» JSON has no zeros before a number'] },
    { name: 'an open string', text: '["abc', is: ['1 «"abc» a string that does not end on its line'] },
    {
      name: 'a bare line break',
      text: '["a\nb"]',
      is: ['1 «"a» a string that does not end on its line'],
    },
    {
      name: 'a tab in a string',
      text: '["a\tb"]',
      is: ['1 «"a\tb"» a control character inside a string; write it as an escape such as \\n or \\t'],
    },
    {
      name: 'a duplicate',
      text: '{"a":1,\n"a":2}',
      is: ['8 «"a"» duplicate key "a": it is already on line 1'],
    },
    {
      name: 'a duplicate that a colon hides',
      text: '{"a":1,"a":"\\u003a"}',
      is: ['7 «"a"» duplicate key "a": it is already on line 1'],
    },
    {
      name: 'a duplicate spelt otherwise',
      text: '[{"a":1,"\\u0061":2}]',
      is: ['8 «"\\u0061"» duplicate key "a": it is already on line 1'],
    },
    { name: 'no duplicate', text: '{"a":{"a":"a:a"},"__proto__":1}', is: ['fine'] },
    { name: 'deep', text: '['.repeat(100) + ']'.repeat(100), is: ['fine'] },
    {
      name: 'too deep',
      text: '['.repeat(101) + ']'.repeat(101),
      is: ['100 «[» nested deeper than 100 levels'],
    },
    { name: 'far too deep', text: '['.repeat(1_000_000), is: ['100 «[» nested deeper than 100 levels'] },
  ])('$name', ({ text, is }) => {
    expect(faults(text)).toEqual(is);
  });
});

describe('places in JSON', () => {
  const source = sourceText('f', '\ufeff{ "a": [10, { "b": "x" }], "__proto__": {} }');
  const parsed = parseJsonDocument(source);
  if (!parsed.ok) throw new Error('the sample is JSON');
  const at = ({ start, end }: { start: number; end: number }) => source.text.slice(start, end);

  it.each([
    {
      path: [],
      value: '{ "a": [10, { "b": "x" }], "__proto__": {} }',
      key: '{ "a": [10, { "b": "x" }], "__proto__": {} }',
    },
    { path: ['a'], value: '[10, { "b": "x" }]', key: '"a"' },
    { path: ['a', 0], value: '10', key: '10' },
    { path: ['a', 1, 'b'], value: '"x"', key: '"b"' },
    { path: ['__proto__'], value: '{}', key: '"__proto__"' },
    { path: ['a', 1, 'c', 'd'], value: '{ "b": "x" }', key: '{ "b": "x" }' },
    { path: ['a', 9], value: '[10, { "b": "x" }]', key: '[10, { "b": "x" }]' },
  ])('$path', ({ path, value, key }) => {
    expect([at(parsed.rangeOf(path)), at(parsed.keyRangeOf(path))]).toEqual([value, key]);
  });
});
