import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshName, takePlace, takePlaceSync } from '../../src/edge/take-place.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vonage-flow-test-'));
  path = join(folder, 'kept.json');
  writeFileSync(path, 'before', { mode: 0o640 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fresh = () => ({ path, unique: '0123456789ab' });
const found = () => ({ files: readdirSync(folder), text: readFileSync(path, 'utf8') });
const AS_IT_WAS = { files: ['kept.json'], text: 'before' };
const AFTER = { files: ['kept.json'], text: 'after' };

describe.each<[name: string, take: (text: string) => Promise<void>]>([
  ['takePlace', (text) => takePlace(fresh(), (handle) => handle.writeFile(text))],
  ['takePlaceSync', async (text) => takePlaceSync(fresh(), text)],
])('%s', (_name, take) => {
  it('leaves the new text, and nothing else, for its owner’s eyes only', async () => {
    await take('after');
    expect(found()).toEqual(AFTER);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('leaves a file alone that another run is writing', async () => {
    writeFileSync(freshName(fresh()), 'half of it');
    await expect(take('after')).rejects.toThrow('EEXIST');
    expect(found()).toEqual({ ...AS_IT_WAS, files: ['.kept.json.0123456789ab.tmp', 'kept.json'] });
  });
});

describe('takePlace', () => {
  it('gives the new file the mode of another', async () => {
    await takePlace(fresh(), (handle) => handle.writeFile('after'), { like: statSync(path) });
    expect(found()).toEqual(AFTER);
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it.each<[name: string, take: () => Promise<void>]>([
    [
      'the text does not come whole',
      () =>
        takePlace(fresh(), async (handle) => {
          await handle.writeFile('half');
          throw new Error('no more');
        }),
    ],
    [
      'it may not stand there',
      () =>
        takePlace(fresh(), (handle) => handle.writeFile('after'), {
          place: () => Promise.reject(new Error('no more')),
        }),
    ],
  ])('loses nothing and leaves nothing when %s', async (_name, take) => {
    await expect(take()).rejects.toThrow('no more');
    expect(found()).toEqual(AS_IT_WAS);
  });
});
