import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Mouth } from '../../../src/edge/media/media-session.ts';
import { type RecordOptions, record } from '../../../src/edge/media/record.ts';

const opened = (more: Partial<RecordOptions>) => {
  const folder = mkdtempSync(join(tmpdir(), 'vonage-flow-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const said: string[] = [];
  const mouth = { leave: (code: number, reason: string) => said.push(`${code} ${reason}`) } as Partial<Mouth>;
  const path = join(folder, 'one.wav');
  const ear = record({
    path,
    mayKeep: () => true,
    done: ({ bytes, milliseconds }) => said.push(`${bytes} bytes, ${milliseconds} ms`),
    failed: (words) => said.push(words),
    ...more,
  })(mouth as Mouth);
  return { ear, path, said };
};

const frame = Buffer.alloc(640, 1);

it('ends the WebSocket when there is no room, and keeps what it has', async () => {
  let room = 2;
  const { ear, path, said } = opened({ mayKeep: () => --room >= 0 });
  for (let count = 0; count < 4; count += 1) ear.hears?.(frame, 16_000);
  await ear.ends();
  expect(said).toEqual([
    'there is no room for more recordings in this run',
    '1011 the recording cannot go on',
    '1280 bytes, 40 ms',
  ]);
  expect(readFileSync(path).length).toBe(44 + 1280);
});

it('ends the WebSocket when the file cannot be written, and says why once', async () => {
  const { ear, said } = opened({ path: '/nowhere/there/one.wav' });
  ear.hears?.(frame, 16_000);
  await vi.waitFor(() => expect(said.length).toBe(2));
  ear.hears?.(frame, 16_000);
  await ear.ends();
  expect(said).toEqual([
    "ENOENT: no such file or directory, open '/nowhere/there/one.wav'",
    '1011 the recording cannot go on',
  ]);
});

it('does not say that no sound came when there was no room for any', async () => {
  const { ear, said } = opened({ mayKeep: () => false });
  ear.hears?.(frame, 16_000);
  await ear.ends();
  expect(said).toEqual([
    'there is no room for more recordings in this run',
    '1011 the recording cannot go on',
  ]);
});

it('says that no sound came', async () => {
  const { ear, said } = opened({});
  await ear.ends();
  expect(said).toEqual(['no sound came, so there is nothing to keep']);
});
