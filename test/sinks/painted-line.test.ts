import { expect, it } from 'vitest';
import { type Piece, paintedLine } from '../../src/sinks/painted-line.ts';

const red = (text: string): string => `<${text}>`;

it.each<[name: string, pieces: readonly Piece[], width: number, expected: string]>([
  ['paints only its piece', ['a ', ['b', red], ' c'], 20, 'a <b> c'],
  ['cuts before it paints', ['abc', ['defgh', red], 'i'], 6, 'abc<de…>'],
  ['leaves no spaces at the end', ['a', ['  ', red], ' '], 20, 'a'],
  ['does not paint spaces', ['a', ['  ', red], 'b'], 20, 'a  b'],
  ['escapes what could move the cursor', [['\x1b[2J', red]], 20, '<\\x1b[2J>'],
  ['masks secrets', [['/x?token=abc', red]], 20, '</x?token=***>'],
  ['takes two halves of a character for what they are', ['\ud83d', '\ude00'], 20, '\\ud83d\\ude00'],
])('%s', (_name, pieces, width, expected) => {
  expect(paintedLine(pieces, width)).toBe(expected);
});
