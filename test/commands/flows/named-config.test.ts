import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { flowsHere } from '../../support/flows-here.ts';
import { oneRecordedCall } from '../../support/one-recorded-call.ts';

const refused = (name: string, why: string, tryThis: string): string =>
  [
    `✗ the config ${name} cannot be read: ${why}`,
    `  → ${tryThis}`,
    '  → without --config the nearest vonage-flow.config.yaml upward is used',
    '',
  ].join('\n');

it.each([
  ['list'],
  ['show', 'last'],
  ['show', 'none'],
  ['export', 'last'],
  ['replay', 'last'],
  ['prune', '--all'],
])('flows %s looks for the config that is named', async (...words) => {
  const folder = oneRecordedCall();
  mkdirSync(join(folder, 'sub'));
  expect(await flowsHere(folder, ...words, '--config', 'nope.yaml')).toEqual({
    code: 2,
    stdout: '',
    stderr: refused('nope.yaml', 'there is no such file', 'look at the path'),
  });
  // Of a folder the one above it was meant, silently.
  expect((await flowsHere(join(folder, 'sub'), ...words, '-c', '.')).stderr).toBe(
    refused('.', 'it is a folder', 'name a file in it'),
  );
});

it('finds the records beside it', async () => {
  const folder = oneRecordedCall();
  writeFileSync(join(folder, 'dev.yaml'), 'numbers: []\n');
  expect((await flowsHere(folder, 'list', '-c', 'dev.yaml')).code).toBe(0);
});
