import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { ivrPlace } from '../support/whole-flow.ts';

const CALL = '--emulator --call --once --press 1 --speed instant --port 0 --from 447700900321'.split(' ');

it('what the config redacts is in no record and no line of --json, and reaches whoever answers all the same', async () => {
  const place = ivrPlace();
  appendFileSync(join(place.folder, 'vonage-flow.config.yaml'), '\nredact: [from, to, sip.nonsense]\n');
  const shown = await runCli(['listen', ...CALL], place);
  // A person at the terminal sees who calls.
  expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining('447700900321')]);
  expect(shown.stdout).toContain('redact: nothing in this run had "sip.nonsense"');
  const lines = await runCli(['listen', ...CALL, '--json'], place);
  const folder = join(place.folder, '.vonage-flow');
  const records = readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(records.length).toBe(2);
  // What the listener says of itself names the number of the config.
  const said = lines.stdout.split('\n').filter((line) => !line.includes('"type":"ready"'));
  for (const text of [...records, said.join('\n')]) {
    expect(text).toContain('"from":"***"');
    expect(text).not.toMatch(/447700900321|14155550100/);
  }
  const list = await runCli(['flows', 'list'], place);
  const rows = list.stdout.trim().split('\n');
  expect(rows.map((row) => row.split('\t').slice(2, 3)[0])).toEqual(['*** → ***', '*** → ***']);
  expect(rows.map((row) => row.split('\t')[4])).toEqual(['completed', 'completed']);
  const { stdout } = await runCli(['flows', 'show', 'last'], place);
  expect(stdout).toContain('*** → ***');
  const whole = await runCli(['flows', 'show', 'last', '1'], place);
  expect(whole.stdout).toContain('fields of it were redacted when it was recorded, as the config wants it');
}, 180_000);
