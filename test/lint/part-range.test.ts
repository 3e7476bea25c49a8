import { describe, expect, it } from 'vitest';
import { partRange } from '../../src/lint/part-range.ts';

describe('partRange', () => {
  it.each([
    { name: 'plain JSON', raw: '"one two two"', part: { text: 'two', offset: 8 }, is: 'two', at: 9 },
    {
      name: 'JSON with escapes before it',
      raw: String.raw`"\u0041\n\"b\" & c"`,
      part: { text: '&', offset: 6 },
      is: '&',
      at: 15,
    },
    {
      name: 'JSON with escapes in it',
      raw: String.raw`"a \"b\" c"`,
      part: { text: '"b"', offset: 2 },
      is: String.raw`\"b\"`,
      at: 3,
    },
    { name: 'plain YAML', raw: 'one two two', part: { text: 'two', offset: 8 }, is: 'two', at: 8 },
    { name: 'folded YAML', raw: '>-\n    one\n    two', part: { text: 'two', offset: 4 }, is: 'two', at: 15 },
    { name: 'what cannot be found', raw: "'it''s'", part: { text: "it's", offset: 0 }, is: "'it''s'", at: 0 },
    { name: 'an empty part', raw: 'one', part: { text: '', offset: 1 }, is: 'one', at: 0 },
  ])('finds a part of $name', ({ raw, part, is, at }) => {
    const source = `  ${raw}  `;
    const { start, end } = partRange(source, { start: 2, end: 2 + raw.length }, part);
    expect([source.slice(start, end), start - 2]).toEqual([is, at]);
  });
});
