import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { holderNow } from '../../../src/commands/app/held.ts';
import type { JournalEntry } from '../../../src/edge/borrow/journal.ts';

const entryOf = (host: string | undefined): JournalEntry => ({
  version: 1,
  application: { id: '11111111-2222-4333-8444-555555555555', name: 'shop' },
  apiHost: 'https://api.nexmo.com',
  pid: 77,
  ...(host !== undefined && { host }),
  borrowedAt: 0,
  slots: [],
});

it.each<[host: string | undefined, owner: string | undefined, words: string]>([
  [undefined, undefined, 'a listener of this computer runs'],
  [hostname(), 'alice@here', 'a listener of this computer runs'],
  ['laptop', undefined, 'put there by pid 77 on laptop; nobody here can tell whether it runs'],
  ['laptop', 'alice@laptop\u001b[2J', 'alice@laptop\\x1b[2J listens there now'],
])('what %s holds, where %s answers: %s', (host, owner, words) => {
  expect(holderNow(entryOf(host), owner)).toBe(words);
});
