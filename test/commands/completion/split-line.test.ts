import { describe, expect, it } from 'vitest';
import { splitLine } from '../../../src/commands/completion/split-line.ts';

describe('the words of a command line', () => {
  it.each<[line: string, words: readonly string[]]>([
    ['', ['']],
    ['a', ['a']],
    ['a ', ['a', '']],
    ['a   b', ['a', 'b']],
    ['a --b=c:d,e', ['a', '--b=c:d,e']],
    [`a 'b c'd`, ['a', 'b cd']],
    [`a "b 'c"`, ['a', `b 'c`]],
    [`a "b c`, ['a', 'b c']],
    [String.raw`a b\ c`, ['a', 'b c']],
    [String.raw`a '\'`, ['a', '\\']],
    [String.raw`a "\""`, ['a', '"']],
    ['a ""', ['a', '']],
  ])('%s', (line, words) => {
    expect(splitLine(line)).toEqual(words);
  });
});
