import {
  chmodSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exchangeRecord } from '../../src/flow/exchange-record.ts';
import { isRecordFileName } from '../../src/flow/recorded/record-file-name.ts';
import { openStore, recordInto, type StoreOptions } from '../../src/sinks/store.ts';
import { ivrExchanges, ivrFlow } from '../support/ivr-call.ts';

const NOW = Date.UTC(2026, 2, 1, 9, 30);
const FILE = '2026-03-01T09-30-00-000Z-4242.ndjson';

let parent = '';
let directory = '';
let told: string[] = [];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'vonage-flow-store-'));
  directory = join(parent, '.vonage-flow');
  told = [];
});
afterEach(() => {
  chmodSync(parent, 0o700);
  rmSync(parent, { recursive: true, force: true });
});

const options = (more: Partial<StoreOptions> = {}): StoreOptions => ({
  version: '0.1.0',
  pid: 4242,
  now: () => NOW,
  trouble: (what, tryThis) => told.push(what.replaceAll(parent, ''), tryThis),
  ...more,
});

const recordsHere = (): readonly string[] =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.ndjson'))
    .toSorted();

const recorded = (): unknown[] =>
  readFileSync(join(directory, FILE), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const HEADER = {
  v: 1,
  type: 'record',
  tool: 'vonage-flow',
  version: '0.1.0',
  start: '2026-03-01T09:30:00.000Z',
  pid: 4242,
};

describe('the record on disk', () => {
  it('has a header, and the line of an exchange when its append has resolved', async () => {
    const store = openStore(directory, options());
    const expected: unknown[] = [HEADER];
    for (const made of ivrExchanges()) {
      await store.append(made, ivrFlow());
      expected.push(JSON.parse(JSON.stringify(exchangeRecord(made, ivrFlow()))));
      expect(recorded()).toEqual(expected);
    }
    store.close();
    expect([store.path, told]).toEqual([join(directory, FILE), []]);
  });

  it('is closed to others and to git', () => {
    openStore(directory, options()).close();
    const modes = [directory, join(directory, FILE), join(directory, '.gitignore')].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o600, 0o600]);
    expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('closes a folder that was open, and keeps a .gitignore that was there', () => {
    openStore(directory, options()).close();
    chmodSync(directory, 0o755);
    writeFileSync(join(directory, '.gitignore'), '*.ndjson\n');
    openStore(directory, options({ pid: 2 })).close();
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe('*.ndjson\n');
  });

  it('writes nothing after it was closed', async () => {
    const store = openStore(directory, options());
    store.close();
    store.close();
    await store.append(ivrExchanges()[0]!, undefined);
    expect([recorded(), told]).toEqual([[HEADER], []]);
  });

  it('keeps the order of exchanges that come at once', async () => {
    const store = openStore(directory, options());
    await Promise.all(ivrExchanges().map((made) => store.append(made, undefined)));
    expect(recorded().slice(1)).toEqual(
      ivrExchanges().map((made) => JSON.parse(JSON.stringify(exchangeRecord(made, undefined)))),
    );
    store.close();
  });

  it('loses nothing that waits when it is closed', () => {
    const store = openStore(directory, options());
    for (const made of ivrExchanges()) void store.append(made, undefined);
    store.close();
    expect(recorded()).toHaveLength(1 + ivrExchanges().length);
  });
});

describe('a long run', () => {
  it('goes on in another file from a size on, in which nothing is missing, and each is read as a record', async () => {
    let now = NOW;
    const store = openStore(directory, options({ fileLimitBytes: 3000, now: () => (now += 1000) }));
    for (const made of ivrExchanges()) await store.append(made, undefined);
    store.close();
    const files = readdirSync(directory).filter(isRecordFileName).toSorted();
    expect(files.length).toBeGreaterThan(3);
    const parts = files.map((name) =>
      readFileSync(join(directory, name), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { type: string; id: number; part?: number }),
    );
    expect(parts.map(([header]) => [header?.type, header?.part ?? 1])).toEqual(
      files.map((_name, index) => ['record', index + 1]),
    );
    expect(parts.flatMap(([, ...lines]) => lines.map(({ id }) => id))).toEqual(
      ivrExchanges().map(({ request }) => request.id),
    );
  });

  it('stays in its file when there can be no other', async () => {
    // The clock stands, so that the next file would have the same name.
    const store = openStore(directory, options({ fileLimitBytes: 3000 }));
    for (const made of ivrExchanges()) await store.append(made, undefined);
    store.close();
    expect([recorded().length, told]).toEqual([1 + ivrExchanges().length, []]);
  });
});

describe('a place that cannot be written', () => {
  it('is told once, and nothing is recorded', () => {
    writeFileSync(directory, 'a file where the folder should be');
    const store = openStore(directory, options());
    for (const made of ivrExchanges()) store.append(made, undefined);
    store.close();
    expect(store.path).toBeUndefined();
    expect(told).toEqual([
      `nothing is recorded in this run, for /.vonage-flow cannot be written: EEXIST: file already exists, mkdir '/.vonage-flow'`,
      'make the folder writable, or start in a folder of your own; everything else works',
    ]);
  });

  it('is told once when it fails later, and stops nothing', async () => {
    const path = join(parent, 'record');
    writeFileSync(path, '');
    // A descriptor for reading refuses every write, as a full disk does.
    const store = recordInto({ path, descriptor: openSync(path, 'r') }, options().trouble);
    for (const made of ivrExchanges()) await store.append(made, undefined);
    store.close();
    expect(told).toEqual([
      'an exchange could not be recorded in /record: EBADF: bad file descriptor, write',
      'make room on the disk; calls are served all the same, and recording goes on as soon as it can',
    ]);
  });

  it('removes old records at its start, but none that another run is writing', () => {
    openStore(directory, options({ pid: 7 })).close();
    openStore(directory, options({ pid: 8 })).close();
    for (const name of recordsHere()) utimesSync(join(directory, name), 1, 1);
    openStore(directory, options({ isRunning: (pid) => pid === 7 })).close();
    expect(recordsHere()).toEqual([FILE, FILE.replace('4242', '7')]);
  });

  it('follows no link that lies in wait', () => {
    openStore(directory, options({ pid: 1 })).close();
    const target = join(parent, 'precious');
    writeFileSync(target, 'mine');
    symlinkSync(target, join(directory, FILE));
    expect(openStore(directory, options()).path).toBeUndefined();
    expect(readFileSync(target, 'utf8')).toBe('mine');
  });
});
