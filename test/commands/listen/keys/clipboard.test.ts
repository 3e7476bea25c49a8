import { expect, it } from 'vitest';
import { clipboardSequence } from '../../../../src/commands/listen/keys/clipboard.ts';

const SENT = '\u001b]52;c;Y3VybA==\u0007';

it.each<[terminal: string, env: Record<string, string>, sequence: string | undefined]>([
  ['xterm and its like', { TERM: 'xterm-256color' }, SENT],
  ['tmux, which has its own setting for it', { TERM: 'screen-256color', TMUX: '/tmp/t,1,0' }, SENT],
  ['GNU screen', { TERM: 'screen' }, undefined],
  ['the console of Linux', { TERM: 'linux' }, undefined],
  ['a terminal that can nothing', { TERM: 'dumb' }, undefined],
  ['no known terminal', {}, undefined],
  ['Terminal of macOS', { TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' }, undefined],
])('the clipboard of %s', (_terminal, env, sequence) => {
  expect(clipboardSequence('curl', env)).toBe(sequence);
});

it('takes no more than terminals do', () => {
  expect(clipboardSequence('x'.repeat(60_000), { TERM: 'xterm' })).toBeUndefined();
});
