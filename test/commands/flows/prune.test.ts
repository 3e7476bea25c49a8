import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { main } from '../../../src/main.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { oneRecordedCall } from '../../support/one-recorded-call.ts';

/** What `flows prune` says where some processes run. */
const prune = async (folder: string, words: readonly string[], running: readonly number[] = []) => {
  const isRunning = (pid: number): boolean => running.includes(pid);
  const clock = { ...fakeWorld().clock, now: () => Date.now() };
  const world = { ...fakeWorld(), cwd: folder, isRunning, clock };
  const code = await main(['flows', 'prune', ...words], world);
  return { code, said: (world.stdout.text() + world.stderr.text()).replaceAll(folder, '<folder>') };
};

const RECORDS = '<folder>/.vonage-flow';

it('tells that a file stays because it is being written', async () => {
  const folder = oneRecordedCall();
  expect((await prune(folder, ['--all'], [99999999])).said).toMatch(
    new RegExp(
      `^Nothing to remove in ${RECORDS}; 1 file \\(\\d+ kB\\) stays, because a listen that runs writes there\n$`,
    ),
  );
  writeFileSync(join(folder, '.vonage-flow', '2026-03-01T09-00-01-000Z-7.ndjson'), '');
  expect((await prune(folder, ['--days', '9999'], [99999999])).said).toMatch(/; 2 files \(\d+ kB\) stay\n$/);
});

it('counts pushes among the records', async () => {
  const folder = oneRecordedCall();
  mkdirSync(join(folder, '.vonage-flow', 'pushes'));
  writeFileSync(join(folder, '.vonage-flow', 'pushes', '2026-03-01T09-00-01Z-alice-call.json'), '{}');
  expect((await prune(folder, ['--days', '9999'])).said).toMatch(/; 2 files \(\d+ kB\) stay\n$/);
  expect((await prune(folder, ['--all'])).said).toMatch(/^2 files \(\d+ kB\) removed from /);
});

it('says that there is nothing', async () => {
  const folder = oneRecordedCall();
  rmSync(join(folder, '.vonage-flow'), { recursive: true });
  expect((await prune(folder, ['--all'])).said).toBe(`Nothing to remove in ${RECORDS}; it has no records\n`);
});

it('says of a file in the place of the folder that it is none', async () => {
  const folder = oneRecordedCall();
  const place = join(folder, '.vonage-flow');
  rmSync(place, { recursive: true });
  writeFileSync(place, '');
  expect(await prune(folder, ['--all'])).toEqual({
    code: 3,
    said: `✗ ${RECORDS} is no folder, so no records are in it\n  → look at what it is; listen makes a folder of that name when there is none\n`,
  });
});

// Root may do everything.
it.skipIf(process.getuid?.() === 0).each<[mode: number, said: RegExp]>([
  [
    0o500,
    /! 1 file \(\d+ kB\) could not be removed: no permission to remove it\n {2}→ run it as the user who ran listen\n$/,
  ],
  [
    0o000,
    /^✗ The records in <folder>\/.vonage-flow cannot be read: no permission to read it\n {2}→ run it as the user who ran listen\n$/,
  ],
])('says in words what it may not do in a folder of mode %o', async (mode, said) => {
  const folder = oneRecordedCall();
  chmodSync(join(folder, '.vonage-flow'), mode);
  const outcome = await prune(folder, ['--all']);
  chmodSync(join(folder, '.vonage-flow'), 0o700);
  expect(outcome).toEqual({ code: 3, said: expect.stringMatching(said) });
});
