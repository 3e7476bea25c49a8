import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHELLS } from '../../src/commands/completion/shells.ts';
import { type Place, runCli } from '../support/cli.ts';
import { hasPty } from '../support/pty.ts';
import { hasShell, type ShellName, startShell } from '../support/shell-at-terminal.ts';
import { emptyPlace } from '../support/whole-flow.ts';

const CONFIG = `
application: 2f1e8a3c-0000-4000-8000-000000000001
numbers: ["14155550100", 447700900123]
users: [alice, bob]
answer: welcome
nccos:
  welcome: ./nccos/welcome.yaml
  sorry: []
`;

/** A project with a config, an NCCO and a scenario. */
const project = (): Place => {
  const place = emptyPlace();
  for (const folder of ['nccos', 'tests', 'home']) mkdirSync(join(place.folder, folder));
  writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), CONFIG);
  writeFileSync(join(place.folder, 'nccos/welcome.yaml'), '');
  writeFileSync(join(place.folder, 'tests/sales.yaml'), '');
  writeFileSync(join(place.folder, 'tests/sales.txt'), '');
  return place;
};

/** What is typed → the words of the line then. */
const TYPED: readonly (readonly [line: string, words: readonly string[]])[] = [
  ['vonage-flow lis\t', ['listen']],
  ['vonage-flow ncco val\t', ['ncco', 'validate']],
  ['vonage-flow help ncco ru\t', ['help', 'ncco', 'rules']],
  ['vonage-flow listen --on-bad\t', ['listen', '--on-bad-ncco']],
  ['vonage-flow listen --on-bad-ncco repl\t', ['listen', '--on-bad-ncco', 'replace']],
  ['vonage-flow listen --on-bad-ncco=repl\t', ['listen', '--on-bad-ncco=replace']],
  ['vonage-flow listen --borrow voice.answer,rt\t', ['listen', '--borrow', 'voice.answer,rtc.event']],
  ['vonage-flow listen --app 2f\t', ['listen', '--app', '2f1e8a3c-0000-4000-8000-000000000001']],
  ['vonage-flow call --to 44\t', ['call', '--to', '447700900123']],
  ['vonage-flow call --as al\t --json', ['call', '--as', 'alice', '--json']],
  ['vonage-flow call --callee bo\tbus\t', ['call', '--callee', 'bob=busy']],
  ['vonage-flow call --fault fallb\ttime\t', ['call', '--fault', 'fallback:timeout']],
  ['vonage-flow call tests/sa\t', ['call', 'tests/sales.yaml']],
  ['vonage-flow ncco validate ncc\twel\t', ['ncco', 'validate', 'nccos/welcome.yaml']],
  ['vonage-flow ncco validate --rule local-u\tof\t', ['ncco', 'validate', '--rule', 'local-url=off']],
  ['vonage-flow ncco init voicem\t', ['ncco', 'init', 'voicemail']],
  ['vonage-flow ncco rules local-u\t', ['ncco', 'rules', 'local-url']],
  ['vonage-flow --port 80 nonsense nothi\t', ['--port', '80', 'nonsense', 'nothi']],
];

describe.runIf(hasPty)('completion in a real shell', () => {
  it.each<[ShellName]>([['bash'], ['zsh'], ['fish']])('%s', { timeout: 60_000 }, async (name) => {
    // Not every machine has every shell.
    if (!hasShell(name)) return;
    const shell = await startShell(name, project());
    const completed = new Map<string, readonly string[]>();
    for (const [line] of TYPED) completed.set(line, await shell.words(line));
    expect(completed).toEqual(new Map(TYPED.map(([line, words]) => [line, ['vonage-flow', ...words]])));
  });
});

describe('vonage-flow completion', () => {
  it.each(SHELLS)('%s', async (shell) => {
    const { code, stdout, stderr } = await runCli(['completion', shell], emptyPlace());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expect(stdout).toMatchFileSnapshot(`../cases/cli/completion/${shell}.txt`);
  });
});
