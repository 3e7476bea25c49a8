import { expect, it } from 'vitest';
import type { CommandNotice } from '../../src/flow/notice.ts';
import { commandWords } from '../../src/sinks/command-words.ts';

it.each<[news: CommandNotice['news'], words: string, isBad: boolean]>([
  [{ name: 'started', pid: 42 }, 'started npm run dev', false],
  [{ name: 'restarting', why: 'key r' }, 'restarting npm run dev: key r', false],
  [{ name: 'ended', code: 0, milliseconds: 61_000 }, 'npm run dev has ended, after 1 min 1 s', false],
  [
    { name: 'ended', code: 143, milliseconds: 400 },
    'npm run dev ended with exit code 143, after 0.4 s',
    true,
  ],
])('tells %j', (news, words, isBad) => {
  expect(commandWords({ type: 'command', at: 0, command: 'npm run dev', news })).toMatchObject({
    words,
    isBad,
  });
});
