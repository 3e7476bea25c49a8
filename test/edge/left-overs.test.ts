import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStateFolder } from '../../src/edge/borrow/state-folder.ts';
import { writeOwnFile } from '../../src/edge/own-folder.ts';
import { borrower } from '../support/borrower.ts';

const OLD = 'left by a run that was killed while it wrote';
const STATE = 'app@api.nexmo.com.json.0123456789ab.tmp';
const OWN = '.listen.json.0f8fad5b-d9cb-469f-a165-70867728950e.tmp';
const OTHERS = ['mine.tmp', 'app@api.nexmo.com.json', 'young.json.0123456789ab.tmp'];

/** Puts files there, old but for one, and gives what is left when the folder has been opened. */
const leftIn = async (folder: string, open: () => unknown): Promise<readonly string[]> => {
  for (const name of [STATE, OWN, ...OTHERS]) {
    writeFileSync(join(folder, name), OLD);
    if (!name.startsWith('young')) utimesSync(join(folder, name), 1, 1);
  }
  await open();
  return readdirSync(folder).sort();
};

it('what runs left that were killed while they wrote goes when the state folder is opened', async () => {
  const world = await borrower();
  const folder = await openStateFolder(world, 'borrowed');
  expect(await leftIn(folder, () => openStateFolder(world, 'borrowed'))).toEqual([...OTHERS].sort());
});

it('and when a file is written into the project’s', async () => {
  const project = mkdtempSync(join(tmpdir(), 'vonage-flow-test-'));
  onTestFinished(() => rmSync(project, { recursive: true }));
  writeOwnFile(project, 'listen.json', '{}');
  const folder = join(project, '.vonage-flow');
  expect(await leftIn(folder, () => writeOwnFile(project, 'listen.json', '{}'))).toEqual(
    [...OTHERS, '.gitignore', 'listen.json'].sort(),
  );
});
