import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { writeBody } from '../../../src/edge/media-files/write-body.ts';
import { Failure } from '../../../src/failure.ts';

/** A body in the midst of which something fails, the disk or the network. */
const failingWith = (code: string): Readable =>
  Readable.from(
    (async function* () {
      yield Buffer.alloc(100_000);
      throw Object.assign(new Error(`${code}: as the system says it`), { code });
    })(),
  );

it.each([
  ['ENOSPC', 'There is no room in <folder> for one.mp3', 'Nothing of it was kept.'],
  ['EDQUOT', 'There is no room in <folder> for one.mp3', 'Nothing of it was kept.'],
  ['EROFS', 'one.mp3 cannot be written in <folder>', 'EROFS: as the system says it'],
  ['ECONNRESET', 'one.mp3 could not be downloaded whole', 'ECONNRESET: as the system says it'],
])('keeps nothing of a file that ends by %s, and says why', async (code, what, why) => {
  const folder = mkdtempSync(join(tmpdir(), 'vonage-flow-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = { folder, name: 'one.mp3', unique: 'abcd', bytes: undefined };
  const failure = await writeBody(failingWith(code), file).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ what: what.replace('<folder>', folder), why, exitCode: 3 });
  expect(readdirSync(folder)).toEqual([]);
});
