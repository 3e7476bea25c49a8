import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { codeOf } from '../../src/failure.ts';
import { isRecordFileName, recordFileName } from '../../src/flow/recorded/record-file-name.ts';
import { pruneRecords } from '../../src/sinks/prune.ts';

const NOW = Date.UTC(2026, 2, 31);
const DAY = 24 * 60 * 60 * 1000;
const MB = 1024 * 1024;

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vonage-flow-prune-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A sparse file of so many bytes, last written to so many days ago. */
const file = (name: string, daysAgo: number, bytes = 10): string => {
  const path = join(directory, name);
  writeFileSync(path, '');
  truncateSync(path, bytes);
  utimesSync(path, (NOW - daysAgo * DAY) / 1000, (NOW - daysAgo * DAY) / 1000);
  return name;
};
const record = (daysAgo: number, bytes?: number): string =>
  file(recordFileName(NOW - daysAgo * DAY, 7), daysAgo, bytes);
const left = (): readonly string[] => readdirSync(directory).toSorted();

it('removes records of more than 14 days', () => {
  const kept = [record(13.9), record(0)];
  record(14.1);
  record(400);
  pruneRecords(directory, NOW);
  expect(left()).toEqual(kept);
});

it('removes the oldest beyond 200 MB', () => {
  const kept = [record(2, 90 * MB), record(1, 100 * MB)];
  record(3, 20 * MB);
  record(4, 1);
  pruneRecords(directory, NOW);
  expect(left()).toEqual(kept);
});

it('touches nothing that it did not name', () => {
  const others = [file('.gitignore', 100), file('emulator.json', 100), file('notes.ndjson', 100)].toSorted();
  pruneRecords(directory, NOW);
  expect(left()).toEqual(others);
});

it('names records so that they sort by time', () => {
  const name = recordFileName(Date.UTC(2026, 2, 1, 9, 30, 0, 7), 4242);
  expect([name, isRecordFileName(name), isRecordFileName(`../${name}`)]).toEqual([
    '2026-03-01T09-30-00-007Z-4242.ndjson',
    true,
    false,
  ]);
});

it('leaves what a living process writes, keeps to other bounds, and tells what went', () => {
  const before = file(recordFileName(NOW - 50 * DAY, 99), 45, MB);
  const old = file(recordFileName(NOW - 45 * DAY, 99), 40, MB);
  const mine = record(40, 2 * MB);
  const young = record(1, 3 * MB);
  const bounds = { days: 7, bytes: 500 * MB, isRunning: (pid: number) => pid === 99 };
  const names = (files: readonly { readonly path: string }[]) =>
    files.map(({ path }) => path.slice(directory.length + 1));
  const rehearsed = pruneRecords(directory, NOW, { ...bounds, isRehearsal: true });
  expect([names(rehearsed.removed), left().length]).toEqual([[mine, before], 4]);
  const pruned = pruneRecords(directory, NOW, bounds);
  expect([names(pruned.removed), names(pruned.left).toSorted(), names(pruned.inUse), left()]).toEqual([
    [mine, before],
    [old, young].toSorted(),
    [old],
    [old, young].toSorted(),
  ]);
});

// Root may remove everything.
it.skipIf(process.getuid?.() === 0)('tells what it may not remove, and why', () => {
  record(15);
  const kept = left();
  chmodSync(directory, 0o500);
  const { removed, left: stays, stuck } = pruneRecords(directory, NOW);
  chmodSync(directory, 0o700);
  expect([removed.length, stays.length, stuck.length, left()]).toEqual([0, 1, 1, kept]);
  expect(codeOf(stuck[0]?.error)).toBe('EACCES');
});
