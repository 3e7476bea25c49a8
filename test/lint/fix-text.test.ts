import { describe, expect, it } from 'vitest';
import { checkText } from '../../src/lint/check-text.ts';
import type { Diagnostic, Edit } from '../../src/lint/diagnostic.ts';
import { fixText, type Lint } from '../../src/lint/fix-text.ts';

const fixed = (text: string, language: 'json' | 'yaml'): string =>
  fixText({ name: 'f', text, language }, (source) => checkText(source, language)).text;

describe('a fixed text', () => {
  it.each([
    ['line breaks of Windows', '[\r\n  {\r\n    "action": "input",\r\n    "timeOut": 5\r\n  }\r\n]\r\n'],
    ['a byte order mark', '\ufeff[{ "action": "Talk", "text": "Hi" }]'],
  ])('keeps %s', (_, text) => {
    const after = fixed(text, 'json');
    expect(after).not.toBe(text);
    expect(after.replaceAll('\r\n', '')).not.toContain(text.includes('\r') ? '\n' : '\r');
    expect(after.startsWith('\ufeff')).toBe(text.startsWith('\ufeff'));
  });

  it('keeps both in YAML', () => {
    expect(
      fixed('\ufeff- action: input\r\n  timeOut: 5 # s\r\n  eventUrl: [https://a.io/k]\r\n', 'yaml'),
    ).toBe(
      '\ufeff- action: input\r\n  # s\r\n  eventUrl: [https://a.io/k]\r\n  type: [dtmf]\r\n  dtmf:\r\n    timeOut: 5\r\n',
    );
  });
});

/** A linter that wants one thing of a text, again and again. */
const always =
  (edits: readonly Edit[], wants = (_: string) => true): Lint =>
  ({ text }) =>
    wants(text) ? [finding(edits)] : [];

const finding = (edits: readonly Edit[]): Diagnostic => ({
  rule: 'test',
  severity: 'error',
  message: 'm',
  why: 'w',
  path: edits[0]?.path ?? [],
  related: [],
  fix: { title: 't', isSafe: true, edits },
});

describe('a fix', () => {
  it('that does not mend is not made', () => {
    const lint = always([{ do: 'wrap-in-array', path: [0] }]);
    const { text, mended, left } = fixText({ name: 'f', text: '[1]', language: 'json' }, lint);
    expect({ text, mended: mended.length, left: left.length }).toEqual({ text: '[1]', mended: 0, left: 1 });
  });

  it('may take several steps', () => {
    const lint = always([{ do: 'replace-by-part', path: [0], part: [0] }], (text) => text.startsWith('[['));
    expect(fixText({ name: 'f', text: '[[[["x"]]]]', language: 'json' }, lint).text).toBe('["x"]');
  });

  it('is made whole or not at all', () => {
    const text = '- &a { x: 1 }\n- { y: 2 }\n- *a\n';
    const lint = always([
      { do: 'rename-key', path: [1, 'y'], name: 'z' },
      { do: 'rename-key', path: [0, 'x'], name: 'z' },
    ]);
    expect(fixText({ name: 'f', text, language: 'yaml' }, lint).text).toBe(text);
  });
});

describe('an edit', () => {
  it.each<[name: string, language: 'json' | 'yaml', before: string, edits: readonly Edit[], after: string]>([
    ['insert into {}', 'json', '[{}]', [insert([0])], '[{"k": [1]}]'],
    ['insert into { }', 'json', '{ "a": 1, "b": {} }', [insert(['b'])], '{ "a": 1, "b": { "k": [1] } }'],
    [
      'insert into an empty object on two lines',
      'json',
      '[\n  {\n  }\n]',
      [insert([0])],
      '[\n  {\n    "k": [1]\n  }\n]',
    ],
    ['insert into a flow map with a last comma', 'yaml', '{a: 1,}', [insert([])], '{a: 1, k: [1],}'],
    ['insert behind a comment', 'yaml', 'a: 1 # c\n# d\n', [insert([])], 'a: 1 # c\nk: [1]\n# d\n'],
    ['insert behind a block scalar', 'yaml', 'a: |\n  x\n\nb: 1', [insert([])], 'a: |\n  x\n\nb: 1\nk: [1]'],
    ['remove the only one', 'json', '[{ "a": 1 }]', [remove([0, 'a'])], '[{}]'],
    [
      'remove the only one of a block',
      'yaml',
      'o:\n  a: 1\nb: 2\n',
      [remove(['o', 'a'])],
      'o:\n  {}\nb: 2\n',
    ],
    [
      'remove the last, on a line of its own',
      'json',
      '{\n  "a": 1,\n  "b": 2\n}',
      [remove(['b'])],
      '{\n  "a": 1\n}',
    ],
    [
      'remove two in a row',
      'json',
      '{"a":1,"b":2,"c":3,"d":4}',
      [remove(['b']), remove(['c'])],
      '{"a":1,"d":4}',
    ],
    [
      'remove one with lines',
      'yaml',
      '- a: 1\n  b:\n    - x\n  c: 2\n',
      [remove([0, 'b'])],
      '- a: 1\n  c: 2\n',
    ],
    ['remove an empty one', 'yaml', '- a:\n  b: 1\n', [remove([0, 'a'])], '- b: 1\n'],
    ['remove all of a flow map', 'yaml', '{a: 1, b: 2}', [remove(['a']), remove(['b'])], '{}'],
    ['replace by a number in text', 'yaml', 'a: x\n', [replace(['a'], '14155550100')], 'a: "14155550100"\n'],
    ['replace by a word with a meaning', 'yaml', 'a: x\n', [replace(['a'], 'yes')], 'a: "yes"\n'],
    ['replace by a number of another kind', 'yaml', 'a: x\n', [replace(['a'], '1e3')], 'a: "1e3"\n'],
    ['replace by what looks like a map', 'yaml', 'a: x\n', [replace(['a'], 'b: c')], 'a: "b: c"\n'],
    ['replace by what looks like a comment', 'yaml', 'a: x\n', [replace(['a'], 'b #c')], 'a: "b #c"\n'],
    ['replace by what looks like an alias', 'yaml', 'a: x\n', [replace(['a'], '*b')], 'a: "*b"\n'],
    ['replace by a template', 'yaml', 'a: x\n', [replace(['a'], '{{ b }}')], 'a: "{{ b }}"\n'],
    ['replace in single quotes', 'yaml', "a: 'x'\n", [replace(['a'], "it's")], "a: 'it''s'\n"],
    ['replace what is not there', 'yaml', 'a: # c\nb: 1\n', [replace(['a'], 'x')], 'a: x # c\nb: 1\n'],
    ['replace a block list', 'yaml', 'a:\n  - x\nb: 1\n', [replace(['a'], true)], 'a: true\nb: 1\n'],
    ['replace a block scalar', 'yaml', 'a: |\n  x\nb: 1\n', [replace(['a'], 'y')], 'a: "y"\nb: 1\n'],
    [
      'rename in quotes',
      'yaml',
      '{\'a\': 1, "b": 2}',
      [rename(['a'], 'c'), rename(['b'], 'd')],
      '{\'c\': 1, "d": 2}',
    ],
    ['rename under a name in use', 'json', '{"a":1,"b":2}', [rename(['a'], 'b')], '{"a":1,"b":2}'],
    [
      'remove beside a comment in brackets',
      'yaml',
      '{a: 1, # c\n b: 2}',
      [remove(['a'])],
      '{a: 1, # c\n b: 2}',
    ],
    [
      'rename what an alias shows',
      'yaml',
      'x: &a {b: 1}\ny: *a\n',
      [rename(['y', 'b'], 'c')],
      'x: &a {b: 1}\ny: *a\n',
    ],
    [
      'rename inside an anchor in use',
      'yaml',
      'x: &a {b: 1}\ny: *a\n',
      [rename(['x', 'b'], 'c')],
      'x: &a {b: 1}\ny: *a\n',
    ],
    ['remove an alias', 'yaml', 'x: &a {b: 1}\ny: *a\n', [remove(['y'])], 'x: &a {b: 1}\n'],
    ['remove an anchor in use', 'yaml', 'x: &a 1\ny: *a\n', [remove(['x'])], 'x: &a 1\ny: *a\n'],
  ])('%s', (_, language, before, edits, after) => {
    // Wanted once: whatever comes of it is not linted again.
    const lint = always(edits, (text) => text === before);
    expect(fixText({ name: 'f', text: before, language }, lint).text).toBe(after);
  });
});

function insert(path: Edit['path']): Edit {
  return { do: 'insert-key', path, name: 'k', value: [1] };
}
function remove(path: Edit['path']): Edit {
  return { do: 'remove-key', path };
}
function replace(path: Edit['path'], value: string | boolean): Edit {
  return { do: 'replace-value', path, value };
}
function rename(path: Edit['path'], name: string): Edit {
  return { do: 'rename-key', path, name };
}
