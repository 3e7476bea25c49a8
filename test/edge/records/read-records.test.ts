import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readRecords } from '../../../src/edge/records/read-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'vonage-flow-records-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAME = '2026-03-01T09-30-00-000Z-4242.ndjson';
const HEADER = '{"v":1,"type":"record","tool":"vonage-flow"}\n';

interface More {
  readonly call?: string;
  readonly holding?: readonly string[];
  readonly isRunning?: () => boolean;
  readonly adopts?: ReadonlyMap<string, string>;
}

const read = async (text: string, more: More = {}) => {
  const path = join(folder, NAME);
  writeFileSync(path, text);
  return readAll(path, more);
};

const readAll = async (path: string, { adopts, ...more }: More = {}) => {
  const skipped: string[] = [];
  const records: unknown[] = [];
  const file = {
    path,
    name: NAME,
    bytes: 0,
    changedAt: 0,
    isPulled: false,
    pid: 4242,
    ...(adopts && { adopts }),
  };
  const options = {
    skipped: (words: string) => void skipped.push(words),
    types: new Set(['exchange']),
    ...more,
  };
  for await (const record of readRecords(file, options)) records.push(record['id']);
  return { records, skipped };
};

const line = (id: number): string => `{"v":1,"type":"exchange","id":${id}}\n`;

it.each<[string, string, readonly number[], readonly string[]]>([
  ['two whole lines', HEADER + line(1) + line(2), [1, 2], []],
  ['nothing', '', [], []],
  ['only a header', HEADER, [], []],
  [
    'a last line that is cut off',
    `${HEADER}${line(1)}{"v":1,"type":"exch`,
    [1],
    [`${NAME}: line 3 is cut off or no JSON, and left out`],
  ],
  [
    'torn lines in the middle, each with a whole one behind',
    `${HEADER}${line(1)}{"v":1,"ty\n\n${line(2)}{"v\n${line(3)}`,
    [1, 2, 3],
    [`${NAME}: 2 lines are cut off or no JSON, and left out: 3, 6`],
  ],
  ['a last line without its line break', HEADER + line(1).trimEnd(), [1], []],
  [
    'types of tomorrow',
    `${HEADER}${line(1)}{"v":1,"type":"hologram"}\n{"v":1,"type":"hologram"}\n`,
    [1],
    [`${NAME}: 2 lines of the unknown type "hologram" left out`],
  ],
  [
    'single lines of a newer version',
    `${HEADER}{"v":2,"type":"exchange","id":9}\n${line(1)}`,
    [1],
    [`${NAME}: 1 line of a newer vonage-flow left out`],
  ],
  [
    'a newer version',
    `{"v":2,"type":"record"}\n${line(1)}`,
    [],
    [`${NAME} is passed over: it has version 2 of the record, from a newer vonage-flow; update this one`],
  ],
  [
    'another program’s file',
    'hello\n',
    [],
    [`${NAME} is passed over: it does not begin as a record of vonage-flow`],
  ],
])('reads %s', async (_name, text, records, skipped) => {
  expect(await read(text)).toEqual({ records, skipped });
});

it('takes the line that a living process is just writing for no torn one', async () => {
  const text = `${HEADER}${line(1)}{"v":1,"type":"exch`;
  expect(await read(text, { isRunning: () => true })).toEqual({ records: [1], skipped: [] });
});

it('passes over lines that do not name the call, nor hold what is read all the same', async () => {
  const one = (id: number, more: string): string => `{"v":1,"type":"exchange","id":${id}${more}}\n`;
  expect(
    await read(
      [HEADER, one(1, ''), 'not JSON\n', one(2, ',"flow":"b"'), one(3, ',"flow":"a"'), one(4, '')].join(''),
      { call: 'a', holding: ['"id":4'] },
    ),
  ).toEqual({ records: [3, 4], skipped: [] });
});

it('reads of what came without a call that of the conversations of the call', async () => {
  const one = (id: number, place: string): string =>
    `{"v":1,"type":"exchange","id":${id},"conversation":"${place}"}\n`;
  const text = `${HEADER}${one(1, 'CON-1')}${one(2, 'CON-2')}torn "CON-2"\ntorn "CON-1"\n`;
  const adopts = new Map([
    ['CON-1', 'a'],
    ['CON-2', 'b'],
  ]);
  expect(await read(text, { call: 'a', adopts })).toEqual({
    records: [1],
    skipped: [`${NAME}: line 5 is cut off or no JSON, and left out`],
  });
});

it('has nothing of a file that is gone', async () => {
  expect(await readAll(join(folder, 'gone'))).toEqual({ records: [], skipped: [] });
});

it('says which file cannot be read', async () => {
  expect((await readAll(folder)).skipped).toEqual([`${NAME} cannot be read: it is a folder`]);
});

it('holds no line that is too long, and reads on behind it, in parts that end anywhere', async () => {
  const path = join(folder, NAME);
  writeFileSync(path, HEADER + line(1));
  for (let part = 0; part < 20; part += 1) appendFileSync(path, 'ü'.repeat(512 * 1024));
  appendFileSync(path, `\n${line(2)}${line(3)}`);
  expect(await readAll(path)).toEqual({
    records: [1, 2, 3],
    skipped: [`${NAME}: line 3 is cut off or no JSON, and left out`],
  });
});
