import { expect, it } from 'vitest';
import {
  type JournalEntry,
  readJournal,
  removeJournal,
  writeJournal,
} from '../../../src/edge/borrow/journal.ts';
import { borrower } from '../../support/borrower.ts';

const HOST = 'http://127.0.0.1:5';
const ID = '11111111-2222-4333-8444-555555555555';
const entryOf = (pid: number): JournalEntry => ({
  version: 1,
  application: { id: ID, name: 'demo' },
  apiHost: HOST,
  pid,
  borrowedAt: 1,
  slots: [],
});

it('of two runs that begin at once, one has the entry, and the other cannot remove it', async () => {
  const world = await borrower();
  const written = await Promise.all([77, 78].map((pid) => writeJournal(world, entryOf(pid), undefined)));
  expect([...written].sort()).toEqual([false, true]);
  const [winner, loser] = written[0] ? [77, 78] : [78, 77];
  await removeJournal(world, entryOf(loser));
  expect(await readJournal(world, HOST, ID)).toEqual(entryOf(winner));
  await removeJournal(world, entryOf(winner));
  expect(await readJournal(world, HOST, ID)).toBeUndefined();
});
