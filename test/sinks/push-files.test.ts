import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRedaction } from '../../src/flow/redact/redaction.ts';
import { openPushFiles, type Push, type PushFilesOptions } from '../../src/sinks/push-files.ts';

const NOW = Date.UTC(2026, 2, 1, 9, 30, 0, 250);
const DAY = 24 * 60 * 60 * 1000;
const TO_ALICE: Push = {
  user: 'alice',
  event: 'member:invited',
  payload: {
    name: 'alice',
    event_type: 'member:invited',
    body: { channel: { from: { type: 'phone', number: '447700900222' } }, headers: { token: 'T-secret' } },
  },
};

let parent = '';
let directory = '';
let told: string[] = [];
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'vonage-flow-pushes-'));
  directory = join(parent, '.vonage-flow');
  told = [];
});
afterEach(() => {
  chmodSync(parent, 0o700);
  rmSync(parent, { recursive: true, force: true });
});

const open = (more: Partial<PushFilesOptions> = {}) =>
  openPushFiles(directory, {
    now: () => NOW,
    trouble: (what, tryThis) => told.push(what.replaceAll(parent, ''), tryThis),
    ...more,
  });
const names = (): readonly string[] => readdirSync(join(directory, 'pushes')).toSorted();

describe('pushes kept as files', () => {
  it.each<[name: string, push: Partial<Push>]>([
    ['2026-03-01T09-30-00Z-alice-call.json', {}],
    ['2026-03-01T09-30-00Z-alice-message.json', { event: 'message' }],
    ['2026-03-01T09-30-00Z-alice-example-com-call.json', { user: 'alice@example.com' }],
    ['2026-03-01T09-30-00Z--etc-passwd-call.json', { user: '../../etc/passwd' }],
    [`2026-03-01T09-30-00Z-${'a'.repeat(60)}-call.json`, { user: 'a'.repeat(500) }],
  ])('%s', (name, push) => {
    expect(open().keep({ ...TO_ALICE, ...push }, NOW)).toBe(join(directory, 'pushes', name));
    expect(names()).toEqual([name]);
  });

  it('are the JSON that goes to the device, without secrets, for nobody else', () => {
    const file = open().keep(TO_ALICE, NOW)!;
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      ...TO_ALICE.payload,
      body: { channel: { from: { type: 'phone', number: '447700900222' } }, headers: { token: '***' } },
    });
    expect([file, join(directory, 'pushes'), directory].map((path) => statSync(path).mode & 0o777)).toEqual([
      0o600, 0o700, 0o700,
    ]);
    expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('lack what the config takes out, also in their names', () => {
    const pushes = open({ redaction: makeRedaction(['to', 'number']) });
    const file = pushes.keep(TO_ALICE, NOW)!;
    expect(names()).toEqual(['2026-03-01T09-30-00Z-call.json']);
    expect(readFileSync(file, 'utf8')).not.toMatch(/alice|447700900222|T-secret/);
  });

  it('never take the place of another', () => {
    const pushes = open();
    for (const _push of [1, 2, 3]) pushes.keep(TO_ALICE, NOW);
    open().keep(TO_ALICE, NOW);
    expect(names()).toEqual([
      '2026-03-01T09-30-00Z-alice-call-2.json',
      '2026-03-01T09-30-00Z-alice-call-3.json',
      '2026-03-01T09-30-00Z-alice-call-4.json',
      '2026-03-01T09-30-00Z-alice-call.json',
    ]);
  });

  it('make no folder before there is one', () => {
    open();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('go as records do, and nothing else', () => {
    const folder = join(directory, 'pushes');
    mkdirSync(folder, { recursive: true });
    const put = (name: string, daysAgo: number): void => {
      writeFileSync(join(folder, name), '{}');
      utimesSync(join(folder, name), (NOW - daysAgo * DAY) / 1000, (NOW - daysAgo * DAY) / 1000);
    };
    put('2026-02-15T09-30-00Z-bob-call.json', 14.1);
    put('2026-02-15T09-30-01Z-bob-message.json', 13.9);
    put('mine.json', 400);
    open().keep(TO_ALICE, NOW);
    expect(names()).toEqual([
      '2026-02-15T09-30-01Z-bob-message.json',
      '2026-03-01T09-30-00Z-alice-call.json',
      'mine.json',
    ]);
  });

  it('stop nothing when they cannot be kept, which is said once, and go on as soon as they can', () => {
    writeFileSync(directory, 'a file in its place');
    const pushes = open();
    expect([pushes.keep(TO_ALICE, NOW), pushes.keep(TO_ALICE, NOW)]).toEqual([undefined, undefined]);
    expect(told).toEqual([
      expect.stringMatching(/^a push could not be kept as a file in \/\.vonage-flow\/pushes: /),
      'make room on the disk and the folder writable; everything else goes on, and the next one is tried again',
    ]);
    rmSync(directory);
    expect(pushes.keep(TO_ALICE, NOW)).toBeDefined();
  });
});
