import { expect, it } from 'vitest';
import { shellLines } from '../../src/sinks/shell-lines.ts';

it.each([
  ['a short command', 'vonage-flow listen', 30, ['vonage-flow listen']],
  [
    'a longer one',
    'vonage-flow listen --give-back --app 2f1e',
    24,
    ['vonage-flow listen \\', '--give-back --app 2f1e'],
  ],
  ['quoted words stay whole', "a --x 'one two'", 12, ['a --x \\', "'one two'"]],
  ['a word that no line can hold', 'a 0123456789', 8, ['a \\', '01234567', '89']],
  ['nothing', '', 10, []],
])('%s', (_name, command, columns, expected) => {
  expect(shellLines(command, columns)).toEqual(expected);
});
