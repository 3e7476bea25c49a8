import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { keepPushes } from '../../src/commands/keep-pushes.ts';
import type { ClientEvent } from '../../src/edge/emulator/keep-push.ts';
import { fakeWorld } from '../support/fake-world.ts';

const CALLER = '447700900222';
const PUSH: ClientEvent = {
  name: 'client-event',
  user: 'alice',
  conversation: 'CON-1',
  leg: undefined,
  event: 'member:invited',
  via: 'push',
  state: 'background',
  payload: { body: { channel: { from: { type: 'phone', number: CALLER } } } },
};

/** Keeps two pushes below a project with this config; gives the file of the first, and what was said. */
const keepWith = async (config: string) => {
  const project = mkdtempSync(join(tmpdir(), 'vonage-flow-keeps-'));
  onTestFinished(() => rmSync(project, { recursive: true, force: true }));
  writeFileSync(join(project, 'vonage-flow.config.yaml'), config);
  const below = join(project, 'src');
  mkdirSync(below);
  const world = { ...fakeWorld(), cwd: below };
  const keep = await keepPushes(world);
  const [file] = [keep(PUSH, 0), keep(PUSH, 0)];
  const text = file === undefined ? undefined : readFileSync(file, 'utf8');
  const hasFolder = existsSync(join(project, '.vonage-flow', 'pushes'));
  return { text, hasFolder, said: world.stderr.text() };
};

it('keeps pushes in the project, whose config takes out what nobody is to keep', async () => {
  expect(await keepWith('numbers: ["14155550100"]\n')).toEqual({
    text: expect.stringContaining(CALLER),
    hasFolder: true,
    said: '',
  });
  expect(await keepWith('redact: [number]\n')).toEqual({
    text: expect.not.stringContaining(CALLER),
    hasFolder: true,
    said: '',
  });
});

it('keeps none where the config cannot be read, and says so once', async () => {
  expect(await keepWith('redact: [number]\nnumberz: []\n')).toEqual({
    text: undefined,
    hasFolder: false,
    said: expect.stringMatching(
      /^! pushes are not kept as files, .+ has a problem\n {2}→ mend the config.+\n$/,
    ),
  });
});
