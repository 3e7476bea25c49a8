import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Cli, newPlace, type Place, runCli, startCli } from '../support/cli.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

const GOOD = '[{ "action": "talk", "text": "Hello" }]\n';
const BAD = '[{ "action": "say", "text": "Hello" }]\n';

const watching = async (files: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const place = newPlace();
  undo.push(place.remove);
  for (const [name, text] of Object.entries(files)) write(place, name, text);
  const cli = startCli(['ncco', 'validate', '--watch', ...args], place);
  undo.push(() => cli.stop('SIGKILL'));
  await rounds(cli, 1);
  return { place, cli };
};

const write = (place: Place, name: string, text: string): void => {
  mkdirSync(join(place.folder, name, '..'), { recursive: true });
  writeFileSync(join(place.folder, name), text);
};

/** Waits until so many checks were done. */
const rounds = async (cli: Cli, count: number): Promise<void> => {
  const ends = (): number => cli.stderr().split('Ctrl-C ends').length - 1;
  while (ends() < count) {
    if (cli.child.exitCode !== null) throw new Error(`it ended:\n${cli.stderr()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** The last line of each report. */
const verdicts = (cli: Cli): readonly string[] =>
  cli
    .stdout()
    .split('\n')
    .filter((line) => /^[✓✗!i] /.test(line));

describe('ncco validate --watch', () => {
  it('checks a file again when it was saved, and ends with 0', async () => {
    const { place, cli } = await watching({ 'answer.json': GOOD }, 'answer.json');
    write(place, 'answer.json', BAD);
    await rounds(cli, 2);
    write(place, 'answer.json', GOOD);
    await rounds(cli, 3);
    expect(verdicts(cli)).toEqual([
      '✓ Nothing to mend in 1 file.',
      '✗ 1 error.',
      '✓ Nothing to mend in 1 file.',
    ]);
    expect(cli.stderr()).toMatch(/^Watching it; Ctrl-C ends\.\n\n── \d\d:\d\d:\d\d\.\d{3} checking again\n/);
    expect(await cli.stop('SIGINT')).toBe(0);
  });

  it('sees files that come into a folder, and that leave it', async () => {
    const { place, cli } = await watching({ 'nccos/one.json': GOOD }, 'nccos');
    write(place, 'nccos/two.json', BAD);
    await rounds(cli, 2);
    rmSync(join(place.folder, 'nccos/two.json'));
    await rounds(cli, 3);
    expect(verdicts(cli)).toEqual([
      '✓ Nothing to mend in 1 file.',
      '✗ 1 error in 1 of 2 files.',
      '✓ Nothing to mend in 1 file.',
    ]);
  });

  it('follows what a config names, its settings, and what a program imports', async () => {
    const config = 'answer: ./one.json\nnccos: {}\n';
    const { place, cli } = await watching({ 'vonage-flow.config.yaml': config, 'one.json': GOOD });
    write(place, 'one.json', BAD);
    await rounds(cli, 2);
    write(place, 'vonage-flow.config.yaml', `${config}lint: { rules: { unknown-action: off } }\n`);
    await rounds(cli, 3);
    expect(verdicts(cli).slice(1)).toEqual(['✗ 1 error in 1 of 2 files.', '✓ Nothing to mend in 2 files.']);

    const program = await watching(
      {
        'menu.ts': "export { ncco as default } from './part.ts';\n",
        'part.ts': `export const ncco = ${GOOD}`,
      },
      'menu.ts',
    );
    write(program.place, 'part.ts', `export const ncco = ${BAD}`);
    await rounds(program.cli, 2);
    expect(verdicts(program.cli)).toEqual(['✓ Nothing to mend in 1 file.', '✗ 1 error.']);
  });

  it('waits for a file that went away', async () => {
    const { place, cli } = await watching({ 'answer.json': GOOD }, 'answer.json');
    rmSync(join(place.folder, 'answer.json'));
    while (!cli.stderr().includes('There is no file or folder answer.json'))
      await new Promise((resolve) => setTimeout(resolve, 20));
    write(place, 'answer.json', BAD);
    await rounds(cli, 2);
    expect(verdicts(cli)).toEqual(['✓ Nothing to mend in 1 file.', '✗ 1 error.']);
  });

  it.each([
    [['-'], '--watch looks at files, and standard input is none'],
    [['http://localhost:8080/answer'], '--watch looks at files, and http://localhost:8080/answer is none'],
    [['--fix', 'a.json'], '--watch and --fix exclude each other'],
    [['nowhere.json'], 'There is no file or folder nowhere.json'],
  ])('refuses %j', async (args, words) => {
    const place = newPlace();
    undo.push(place.remove);
    const ran = await runCli(['ncco', 'validate', '--watch', ...args], place);
    expect(ran.stderr.split('\n')[0]).toBe(`✗ ${words}`);
    expect(ran.code).toBe(2);
  });
});
