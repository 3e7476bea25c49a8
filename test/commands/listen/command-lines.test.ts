import { expect, it } from 'vitest';
import { commandLines } from '../../../src/commands/listen/command-lines.ts';
import { fakeOutput } from '../../support/fake-output.ts';

const shown = (line: string, colorLevel: 0 | 1): string => {
  const [stdout, stderr] = [fakeOutput({ colorLevel }), fakeOutput({ colorLevel })];
  commandLines({ stdout, stderr })(line, 'stderr');
  expect(stdout.text()).toBe('');
  return stderr.text().replace(/^.*?app │ (?:\u001b\[\d+m)?/, '');
};

it.each<[string, string, string, string]>([
  ['a line', 'ready', 'ready\n', 'ready\n'],
  ['tabs', 'a\tb', 'a\tb\n', 'a\tb\n'],
  ['a path of Windows', String.raw`at C:\temp\new.js`, 'at C:\\temp\\new.js\n', 'at C:\\temp\\new.js\n'],
  ['colours, which end with the line', '\u001b[32mok', 'ok\n', '\u001b[32mok\u001b[0m\n'],
  ['colours within it', 'all \u001b[32mok', 'all ok\n', 'all \u001b[32mok\u001b[0m\n'],
  ['what would clear the screen', '\u001b[2Jx', '\\x1b[2Jx\n', '\\x1b[2Jx\n'],
])('shows of a command %s', (_name, line, plain, coloured) => {
  expect([shown(line, 0), shown(line, 1)]).toEqual([plain, coloured]);
});
