import { describe, expect, it } from 'vitest';
import { keyReader } from '../../../src/edge/keyboard/key-reader.ts';

const ESC = '\u001b';

/** The keys of chunks, as a terminal sends them. */
const keysOf = (...chunks: readonly (string | Uint8Array)[]): readonly string[] => {
  const reader = keyReader();
  return chunks.flatMap((chunk) =>
    reader.read(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk),
  );
};

const [c3 = 0, a9 = 0] = new TextEncoder().encode('é');

describe('a key reader', () => {
  it.each<[what: string, chunks: readonly (string | Uint8Array)[], keys: readonly string[]]>([
    ['takes each character for a key', ['cq?'], ['c', 'q', '?']],
    [
      'has names for those that are none',
      ['\u0003\u0004\u001a\u001c\r\n\t\u007f\b'],
      ['ctrl-c', 'ctrl-d', 'ctrl-z', 'ctrl-\\', 'enter', 'enter', 'tab', 'backspace', 'backspace'],
    ],
    ['takes escape alone for a key', [ESC], ['escape']],
    ['passes over arrows and function keys', [`${ESC}[A`, `${ESC}OP`, `${ESC}[1;5C`, `${ESC}[15~q`], ['q']],
    ['passes over keys with Alt', [`${ESC}c`, 'd'], ['d']],
    ['passes over an arrow that comes in two', [`${ESC}[`, 'Aq'], ['q']],
    ['knows a character that comes in two', [Uint8Array.of(c3), Uint8Array.of(a9)], ['é']],
    ['presses no key of what is pasted', [`${ESC}[200~cccq\u0003${ESC}[201~`, 'd'], ['paste', 'd']],
    [
      'presses none of it, however it is cut',
      [`${ESC}[20`, '0~c', 'q', `c${ESC}[2`, '01~', 'd'],
      ['paste', 'd'],
    ],
    ['lets out of a paste that never ends', [`${ESC}[200~abc`, 'q', '\u0003', 'q'], ['paste', 'ctrl-c', 'q']],
    ['takes what nobody types so fast for pasted', ['a line of text\r'], ['paste']],
    ['hears two keys that come at once', ['\u0003\u0003'], ['ctrl-c', 'ctrl-c']],
  ])('%s', (_what, chunks, keys) => {
    expect(keysOf(...chunks)).toEqual(keys);
  });
});
