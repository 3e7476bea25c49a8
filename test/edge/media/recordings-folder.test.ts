import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { recordingsFolder } from '../../../src/edge/media/recordings-folder.ts';

const NOW = Date.parse('2026-03-20T09:30:00.123Z');
const MEGABYTE = 1024 * 1024;
const DAY = 24 * 60 * 60 * 1000;

const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vonage-flow-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

it('names each recording by time, process and handshake, in a folder for its owner only', () => {
  const records = emptyFolder();
  const path = recordingsFolder(records, 42).pathFor(NOW, 7);
  expect(path).toBe(join(records, 'sound', '2026-03-20T09-30-00-123Z-42-socket-7.wav'));
  expect(statSync(join(records, 'sound')).mode & 0o777).toBe(0o700);
});

it('removes its own that are two weeks old, or beyond 200 MB, and nothing else', () => {
  const records = emptyFolder();
  const folder = recordingsFolder(records, 42);
  const keep = (at: number, socket: number, bytes: number): void => {
    const path = folder
      .pathFor(NOW - 20 * DAY, socket)
      .replace('2026-02-28', `2026-03-${String(at).padStart(2, '0')}`);
    writeFileSync(path, '');
    truncateSync(path, bytes);
    utimesSync(path, NOW / 1000, (NOW - (20 - at) * DAY) / 1000);
  };
  keep(19, 1, 150 * MEGABYTE);
  keep(18, 2, 60 * MEGABYTE);
  keep(5, 3, 1);
  writeFileSync(join(records, 'sound', 'mine.wav'), '');
  folder.pathFor(NOW, 9);
  expect(readdirSync(join(records, 'sound')).toSorted()).toEqual([
    '2026-03-19T09-30-00-123Z-42-socket-1.wav',
    'mine.wav',
  ]);
});

it('keeps 200 MB in a run', () => {
  const { mayKeep } = recordingsFolder(emptyFolder(), 42);
  expect([mayKeep(150 * MEGABYTE), mayKeep(51 * MEGABYTE), mayKeep(50 * MEGABYTE), mayKeep(1)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
