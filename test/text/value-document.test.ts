import { describe, expect, it } from 'vitest';
import { placeName } from '../../src/text/source-text.ts';
import { valueDocument } from '../../src/text/value-document.ts';

describe('a document of a value', () => {
  const document = valueDocument('menu.ts', { nccos: { menu: [{ when: { 'dtmf.digits': '1' } }], b: null } });
  const named = (path: readonly (string | number)[]) =>
    placeName(document.source, document.rangeOf(path).start);

  it.each([
    { path: [], words: 'menu.ts' },
    { path: ['nccos', 'menu'], words: 'menu.ts nccos.menu' },
    { path: ['nccos', 'menu', 0, 'when'], words: 'menu.ts nccos.menu[0].when' },
    { path: ['nccos', 'menu', 0, 'when', 'dtmf.digits'], words: 'menu.ts nccos.menu[0].when["dtmf.digits"]' },
    { path: ['nccos', 'b', 'none', 3], words: 'menu.ts nccos.b' },
    { path: ['none'], words: 'menu.ts' },
  ])('names $words', ({ path, words }) => {
    expect(named(path)).toBe(words);
  });

  it('has its parts in the order of a text', () => {
    const starts = [[], ['nccos'], ['nccos', 'menu', 0, 'when'], ['nccos', 'b']].map(
      (path) => document.rangeOf(path).start,
    );
    expect(starts).toEqual([...starts].sort((one, other) => one - other));
  });
});
