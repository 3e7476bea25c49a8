import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPlace, runCli } from '../support/cli.ts';

const MEGABYTE = 1024 * 1024;
const LINE =
  '  { "action": "talk", "text": "One of very many actions that have nothing wrong with them" },\n';

const place = newPlace();
const write = (name: string, text: string): void => writeFileSync(join(place.folder, name), text);

beforeAll(() => {
  const lines = Math.floor((10 * MEGABYTE) / LINE.length) - 1;
  write('ten-megabytes.json', `[\n${LINE.repeat(lines)}  { "action": "tlak" }\n]\n`);
  write('hundred-megabytes.json', '');
  // Of zeros that take no room on the disk.
  truncateSync(join(place.folder, 'hundred-megabytes.json'), 100 * MEGABYTE);
  const payload = (open: string, close: string, levels: number): string =>
    `[{"action":"notify","eventUrl":["https://voice.acme.io/n"],"payload":{"deep":${open.repeat(levels)}1${close.repeat(levels)}}}]`;
  write('deep.json', payload('[', ']', 100_000));
  write('deep-objects.json', payload('{"a":', '}', 100_000));
  write('deep-unclosed.json', '['.repeat(100_000));
  write('deep.yaml', payload('[', ']', 100_000));
  write('deep-blocks.yaml', Array.from({ length: 2000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'));
  write('deep-dashes.yaml', '- '.repeat(50_000));
});
afterAll(() => place.remove());

describe('vonage-flow ncco validate with a large file', () => {
  it('lints ten megabytes', async () => {
    const ran = await runCli(['ncco', 'validate', '--json', 'ten-megabytes.json'], place);
    const { files } = JSON.parse(ran.stdout) as { files: { findings: { rule: string; line: number }[] }[] };
    expect(files[0]!.findings).toMatchObject([
      { rule: 'unknown-action', line: Math.floor((10 * MEGABYTE) / LINE.length) + 1 },
    ]);
    expect(ran.code).toBe(1);
  });

  it('refuses a hundred', async () => {
    const ran = await runCli(['ncco', 'validate', 'hundred-megabytes.json'], place);
    expect(ran.stdout).toMatch(
      /^hundred-megabytes\.json {2}error {2}unreadable-file\n {2}cannot be read: it is larger than 10 MB\n/,
    );
    expect(ran.code).toBe(1);
  });

  it.each([
    'deep.json',
    'deep-objects.json',
    'deep-unclosed.json',
    'deep.yaml',
    'deep-blocks.yaml',
    'deep-dashes.yaml',
  ])('finds one thing in %s', async (file) => {
    const ran = await runCli(['ncco', 'validate', '--json', file], place);
    const { files } = JSON.parse(ran.stdout) as { files: { findings: { rule: string }[] }[] };
    expect(files.flatMap(({ findings }) => findings.map(({ rule }) => rule))).toEqual(['too-deep']);
    expect(ran).toMatchObject({ code: 1, stderr: '' });
  });
});
