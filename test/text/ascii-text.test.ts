import { expect, it } from 'vitest';
import { asciiText } from '../../src/text/ascii-text.ts';

it.each<[shown: string, ascii: string]>([
  ['plain text', 'plain text'],
  ['   0.012    │      ├─────▶│      │◀╌╌╌╌┤  3', '   0.012    |      +----->|      |<....+  3'],
  ['━━ Call 1 ended  447700900001 → alice', '== Call 1 ended  447700900001 > alice'],
  ['✗ not “so” … · ● 204', 'x not "so" ~ - * 204'],
  ['←↳╷╵◐○✓▲’┼╭', "<>||o-v^'++"],
  // What others wrote is theirs.
  ['Zoë says 你好', 'Zoë says 你好'],
])('%j is %j in ASCII', (shown, ascii) => {
  expect(asciiText(shown)).toBe(ascii);
});
