import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFile } from '../../src/edge/replace-file.ts';
import { Failure } from '../../src/failure.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vonage-flow-test-'));
  path = join(folder, 'answer.json');
  writeFileSync(path, 'before');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const replace = (more: Partial<Parameters<typeof replaceFile>[0]> = {}): Promise<unknown> =>
  replaceFile({ path, name: 'answer.json', before: 'before', after: 'after', unique: 'u', ...more }).catch(
    (error: unknown) => (error instanceof Failure ? error.what : error),
  );

describe('replacing a file', () => {
  it('leaves the new text and nothing else', async () => {
    expect(await replace()).toBeUndefined();
    expect(readFileSync(path, 'utf8')).toBe('after');
    expect(readdirSync(folder)).toEqual(['answer.json']);
  });

  it('is refused when somebody else wrote it', async () => {
    writeFileSync(path, 'somebody else');
    expect(await replace()).toBe('answer.json was not mended: it was changed after it was read');
    expect(readFileSync(path, 'utf8')).toBe('somebody else');
  });

  it('is done already when it says so', async () => {
    writeFileSync(path, 'after');
    expect(await replace()).toBeUndefined();
  });

  it('is refused when it is gone', async () => {
    rmSync(path);
    expect(await replace()).toBe('answer.json was not mended: it is no longer there');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('loses nothing when the new file cannot be made', async () => {
    // A file that is in the way stands for a folder that takes no new ones, which root never meets.
    writeFileSync(join(folder, '.answer.json.u.tmp'), 'in the way');
    expect(await replace()).toMatch(/^answer\.json was not mended: EEXIST/);
    expect(readFileSync(path, 'utf8')).toBe('before');
  });
});
