import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeFolder, makeFolderSync } from '../../src/edge/make-folder.ts';
import { codeOf } from '../../src/failure.ts';

/** What comes of making a folder below a new one, in which there are `there/` and `file`. */
const make = async (path: string, how: typeof makeFolder | typeof makeFolderSync): Promise<string> => {
  const root = mkdtempSync(join(tmpdir(), 'vonage-flow-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'there'));
  writeFileSync(join(root, 'file'), '');
  const whole = path.startsWith('/') ? path : join(root, path);
  try {
    await how(whole, 0o700);
    return statSync(whole).isDirectory() ? `a folder, ${(statSync(whole).mode & 0o777).toString(8)}` : 'odd';
  } catch (error) {
    return String(codeOf(error));
  }
};

describe.each([makeFolder, makeFolderSync])('%o', (how) => {
  it.each([
    ['new', 'a folder, 700'],
    ['new/below/it', 'a folder, 700'],
    ['there/new/', 'a folder, 700'],
    ['file', 'EEXIST'],
    ['file/below', 'ENOTDIR'],
  ])('%s: %s', async (path, expected) => {
    expect(await make(path, how)).toBe(expected);
  });

  it('leaves one that is there as it is', async () => {
    expect(await make('there', how)).toMatch(/^a folder, 7/);
    expect(await make('/', how)).toMatch(/^a folder/);
  });

  it.runIf(process.platform === 'linux')('comes back from where nothing can be made', async () => {
    expect(await make('/proc/new/below', how)).toBe('ENOENT');
  });
});
