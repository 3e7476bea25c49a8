import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { OWN_FOLDER } from '../../../src/edge/own-folder.ts';
import { findRecords } from '../../../src/edge/records/record-files.ts';
import { newPlace } from '../../support/cli.ts';

it.each([
  { folders: 'project/', mark: undefined, from: 'project/src/deep', found: 'project' },
  { folders: 'project/', mark: 'project/vonage-flow.config.yaml', from: 'project/src', found: 'project' },
  {
    folders: 'project/',
    mark: 'project/src/vonage-flow.config.ts',
    from: 'project/src/deep',
    found: undefined,
  },
  { folders: 'project/', mark: 'project/src/.git', from: 'project/src/deep', found: undefined },
  {
    folders: 'project/src/',
    mark: 'project/vonage-flow.config.json',
    from: 'project/src/deep',
    found: 'project/src',
  },
])('looks for records up to the top of the project: records in $folders, $mark, from $from', async (row) => {
  const place = newPlace();
  onTestFinished(() => place.remove());
  const at = (path: string): string => join(place.folder, path);
  mkdirSync(at(row.from), { recursive: true });
  mkdirSync(join(at(row.folders), OWN_FOLDER), { recursive: true });
  writeFileSync(join(at(row.folders), OWN_FOLDER, '2026-03-02T09-30-00-000Z-99999999.ndjson'), '');
  if (row.mark !== undefined) writeFileSync(at(row.mark), '');
  const { folder, files } = await findRecords(at(row.from), undefined);
  expect(files.length === 0 ? undefined : relative(place.folder, join(folder, '..'))).toBe(row.found);
});
