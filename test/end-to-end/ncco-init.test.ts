import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../src/commands/ncco/templates.ts';
import { type Place, runCli } from '../support/cli.ts';
import { hasPty, startInTerminal } from '../support/pty.ts';
import { emptyPlace } from '../support/whole-flow.ts';

const SHIPPED = fileURLToPath(new URL('../../examples/templates', import.meta.url));

/** Stdout, stderr and exit code as one page. */
const page = async (line: string, place: Place): Promise<string> => {
  const ran = await runCli(line.split(' '), place);
  const text = `${ran.stdout}${ran.stderr === '' ? '' : `--- stderr\n${ran.stderr}`}--- exit ${ran.code}\n`;
  return `$ vonage-flow ${line}\n${text.replaceAll(place.folder, '<folder>')}`;
};

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

describe('vonage-flow ncco init', () => {
  it('lists what is shipped, with the first line of each', () => {
    expect([...readdirSync(SHIPPED)].sort()).toEqual(TEMPLATES.map(({ name }) => name).sort());
    for (const { name } of TEMPLATES) {
      expect(readFileSync(join(SHIPPED, name, 'vonage-flow.config.yaml'), 'utf8')).toMatch(/^# [A-Z]/);
    }
  });

  it.each<[name: string, line: string]>([
    ['init', 'ncco init ivr-menu'],
    ['init-folder', 'ncco init voicemail --out apps/voicemail'],
    ['init-file', 'ncco init greeting --out hello.yaml'],
    ['init-list', 'ncco init --list'],
    ['init-unknown', 'ncco init voice-mail'],
    ['init-not-named', 'ncco init'],
    ['init-file-of-many', 'ncco init ivr-menu --out menu.yaml'],
    ['init-json', 'ncco init greeting --out hello.json'],
  ])('%s', async (name, line) => {
    await expect(await page(line, emptyPlace())).toMatchFileSnapshot(`../cases/cli/ncco/${name}.txt`);
  });

  it('writes the files as they are shipped, and nothing else', async () => {
    const place = emptyPlace();
    await runCli(['ncco', 'init', 'ivr-menu'], place);
    const shipped = join(SHIPPED, 'ivr-menu');
    expect(filesIn(place.folder)).toEqual(filesIn(shipped));
    for (const file of filesIn(shipped)) {
      expect(readFileSync(join(place.folder, file), 'utf8')).toBe(readFileSync(join(shipped, file), 'utf8'));
    }
  });

  it('writes over nothing, not even the link to nowhere', async () => {
    const place = emptyPlace();
    mkdirSync(join(place.folder, 'nccos'));
    writeFileSync(join(place.folder, 'nccos/hours.yaml'), 'mine');
    symlinkSync('nowhere', join(place.folder, 'vonage-flow.config.yaml'));
    await expect(await page('ncco init ivr-menu', place)).toMatchFileSnapshot(
      '../cases/cli/ncco/init-in-the-way.txt',
    );
    expect(filesIn(place.folder)).toEqual(['nccos/hours.yaml']);
    expect(readFileSync(join(place.folder, 'nccos/hours.yaml'), 'utf8')).toBe('mine');
  });

  it('writes over what is there when that is wanted', async () => {
    const place = emptyPlace();
    writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), 'mine');
    const { code } = await runCli(['ncco', 'init', 'greeting', '--force'], place);
    expect(code).toBe(0);
    expect(readFileSync(join(place.folder, 'vonage-flow.config.yaml'), 'utf8')).toMatch(/^# Says hello/);
  });

  it('makes no second config', async () => {
    const place = emptyPlace();
    writeFileSync(join(place.folder, 'vonage-flow.config.json'), '{}');
    await expect(await page('ncco init greeting --force', place)).toMatchFileSnapshot(
      '../cases/cli/ncco/init-second-config.txt',
    );
    expect(filesIn(place.folder)).toEqual(['vonage-flow.config.json']);
  });

  it('says where it could not write', async () => {
    const place = emptyPlace();
    writeFileSync(join(place.folder, 'file'), '');
    const ran = await runCli(['ncco', 'init', 'greeting', '--out', 'file'], place);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toMatch(/cannot be written/);
    expect(ran.stderr).toMatch(/--out <folder>/);
  });
});

describe.runIf(hasPty)('vonage-flow ncco init at a terminal', () => {
  it.each([
    ['a number', '2\r'],
    ['a name', 'IVR-Menu\r'],
  ])('takes %s', async (_what, keys) => {
    const place = emptyPlace();
    const at = startInTerminal(['ncco', 'init'], place);
    await at.sees('Which one? [1-6] ');
    at.types('7\r');
    await at.sees('A number from 1 to 6');
    await at.sees('Which one? [1-6] ');
    at.types(keys);
    expect((await at.ended).code).toBe(0);
    expect(filesIn(place.folder)).toContain('nccos/welcome.yaml');
  });

  it('writes nothing after Ctrl-C', async () => {
    const place = emptyPlace();
    const at = startInTerminal(['ncco', 'init'], place);
    await at.sees('Which one? [1-6] ');
    at.types('\u0003');
    expect((await at.ended).code).toBe(130);
    expect(filesIn(place.folder).filter((file) => !file.startsWith('home/'))).toEqual([]);
  });
});
