import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import type { Place } from '../support/cli.ts';
import { runCli } from '../support/cli.ts';
import { exportReaders } from '../support/export-readers.ts';
import { testListener } from '../support/listener.ts';
import { HOSTILE, hostileRecord, placeWithRecord, recordText } from '../support/recorded-calls.ts';

const ivr = (): Place => placeWithRecord(recordText('ivr'));
const hostile = (): Place => placeWithRecord(hostileRecord());

const exported = async (place: Place, format: string): Promise<string> => {
  const { code, stdout, stderr } = await runCli(['flows', 'export', 'last', '--format', format], place);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
};

it.each([
  ['the call of an emulator', ivr, 36],
  ['hostile bodies', hostile, HOSTILE.length + 1],
])('HAR 1.2 and JSON hold all of %s', async (_name, place, count) => {
  const readers = await exportReaders();
  const text = await exported(place(), 'har');
  readers['har']!(text, count);
  const json = JSON.parse(await exported(place(), 'json'));
  expect([json.type, json.exchanges.length]).toEqual(['flow-export', count]);
  expect(text).not.toMatch(/[\u001b\u0000\u202e]/);
});

it('commands for curl send the same bytes, whatever they hold', async () => {
  const server = await testListener();
  onTestFinished(() => server.close());
  const place = hostile();
  const script = await exported(place, 'curl');
  expect(script).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  writeFileSync(join(place.folder, 'call.sh'), script);
  await promisify(execFile)('sh', ['call.sh'], {
    cwd: place.folder,
    env: { PATH: process.env['PATH'], TO: server.url },
  });
  expect(readdirSync(place.folder)).not.toContain('pwned');
  expect(server.received.map(({ path, query }) => `${path}?${query}`)).toEqual(
    HOSTILE.map(() => "/a'b;touch%20pwned?x={[1-9]}&y=$HOME"),
  );
  expect(server.received.map(({ headers }) => headers['content-type'])).toEqual(
    HOSTILE.map(([, type]) => type),
  );
  expect(
    server.received.map(({ body }, index) =>
      Buffer.from(body).equals(Buffer.from(HOSTILE[index]?.[0] ?? '')),
    ),
  ).toEqual(HOSTILE.map(() => true));
  expect(script).toContain(
    `# ${HOSTILE.length + 1} other: left out, for secrets in it were masked when it was recorded`,
  );
});

it('the terminal stays sound when hostile bodies are shown', async () => {
  const place = hostile();
  for (const words of [
    'flows list',
    'flows show last',
    'flows show last --view lanes',
    ...HOSTILE.map((_, at) => `flows show last ${at + 1}`),
  ]) {
    const { code, stdout, stderr } = await runCli(words.split(' '), place);
    expect([words, code, stderr]).toEqual([words, 0, '']);
    expect(stdout).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
    );
  }
});
