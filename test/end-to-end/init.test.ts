import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Place, runCli, startCli } from '../support/cli.ts';
import { hasPty, startInTerminal } from '../support/pty.ts';
import { startUserServer } from '../support/user-server.ts';
import { emptyPlace } from '../support/whole-flow.ts';

const CONFIG = 'vonage-flow.config.yaml';
const APPLICATION = '2f1e8a3c-0000-4000-8000-000000000001';

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((file) => !file.startsWith('home/'))
    .sort();

/** Stdout, stderr, exit code and the files that were written, as one page. */
const page = async (line: string, place: Place): Promise<string> => {
  const before = filesIn(place.folder);
  const ran = await runCli(line.split(' '), place);
  const text = `${ran.stdout}${ran.stderr === '' ? '' : `--- stderr\n${ran.stderr}`}--- exit ${ran.code}\n`;
  const written = filesIn(place.folder)
    .filter((file) => !before.includes(file))
    .map((file) => `--- ${file}\n${readFileSync(join(place.folder, file), 'utf8')}`);
  return `$ vonage-flow ${line}\n${text}${written.join('')}`.replaceAll(place.folder, '<folder>');
};

describe('vonage-flow init', () => {
  it.each<[name: string, line: string, there: Readonly<Record<string, string>>]>([
    ['yes', 'init --yes', {}],
    ['all-options', `init --number 447700900123 --app ${APPLICATION} --forward http://localhost:8080/`, {}],
    ['elsewhere', `init --yes --out apps/hello --app ${APPLICATION.toUpperCase()}`, {}],
    ['in-a-project', 'init -y', { 'node_modules/vonage-flow/schema/vonage-flow.config.schema.json': '{}' }],
    ['nobody-to-ask', `init --app ${APPLICATION}`, {}],
    ['config-there', 'init --yes', { [CONFIG]: 'mine' }],
    ['config-of-another-kind', 'init --yes', { 'vonage-flow.config.ts': '' }],
    ['ncco-there', 'init --yes', { 'nccos/welcome.yaml': 'mine' }],
    ['dotenv-uncovered', 'init --yes', { '.git/HEAD': '', '.env': '', '.gitignore': 'node_modules\n' }],
    ['dotenv-covered', 'init --yes', { '.git/HEAD': '', '.env': '', '.gitignore': '.env\n' }],
    ['number-without-country', 'init --number 0123', {}],
    ['server-with-a-query', 'init --forward http://localhost:8080/?a=b', {}],
    ['application-of-some-name', 'init --app my-app', {}],
  ])('%s', async (name, line, there) => {
    const place = emptyPlace();
    for (const [file, text] of Object.entries(there)) {
      mkdirSync(join(place.folder, file, '..'), { recursive: true });
      writeFileSync(join(place.folder, file), text);
    }
    await expect(await page(line, place)).toMatchFileSnapshot(`../cases/cli/init/${name}.txt`);
    for (const [file, text] of Object.entries(there)) {
      expect(readFileSync(join(place.folder, file), 'utf8')).toBe(text);
    }
  });

  it('writes what validate and listen accept', async () => {
    const place = emptyPlace();
    await runCli(['init', '--yes'], place);
    expect((await runCli(['ncco', 'validate'], place)).stdout).toMatch(/^✓ Nothing to mend/);
    const cli = startCli(
      [...'listen --emulator --json --port 0 --speed instant --call --once --press 1'.split(' ')],
      place,
    );
    expect((await cli.ended).code).toBe(0);
    expect(cli.lines()).toContainEqual(
      expect.objectContaining({ name: 'webhook-sent', kind: 'input', executes: [expect.anything()] }),
    );
  });

  it('writes what a server of one’s own answers behind', async () => {
    const place = emptyPlace();
    const server = await startUserServer();
    await runCli(['init', '--yes', '--forward', server.url], place);
    expect((await runCli(['ncco', 'validate'], place)).stdout).toMatch(/^✓ Nothing to mend/);
    const cli = startCli(
      [...'listen --emulator --json --port 0 --speed instant --call --once'.split(' ')],
      place,
    );
    await cli.ended;
    expect(cli.lines().find(({ type }) => type === 'ready')).toMatchObject({ forward: server.url });
    expect(server.heard.map(({ path }) => path)).toContain('/webhooks/voice/answer');
  });
});

describe.runIf(hasPty)('vonage-flow init at a terminal', () => {
  it('asks three questions, and each again until it can read the answer', async () => {
    const place = emptyPlace();
    const at = startInTerminal(['init'], place);
    await at.sees('Your own server answers calls?');
    at.types('localhost:8080\r');
    await at.sees('Write a whole address, like http://localhost:8080');
    await at.sees('Your own server answers calls?');
    at.types('http://localhost:8080\r');
    await at.sees('The number that people dial');
    at.types('+44 7700 900123\r');
    await at.sees('The id of your Vonage application');
    at.types(`${APPLICATION}\r`);
    expect((await at.ended).code).toBe(0);
    const config = readFileSync(join(place.folder, CONFIG), 'utf8');
    expect(config).toContain('numbers: ["447700900123"]');
    expect(config).toContain(`application: ${APPLICATION}`);
    expect(config).toContain('forward: "http://localhost:8080"');
  });

  it('takes the defaults for Enter', async () => {
    const [asked, unasked] = [emptyPlace(), emptyPlace()];
    const at = startInTerminal(['init'], asked);
    for (const question of ['Your own server', 'The number', 'The id']) {
      await at.sees(question);
      at.types('\r');
    }
    expect((await at.ended).code).toBe(0);
    await runCli(['init', '--yes'], unasked);
    for (const file of filesIn(unasked.folder)) {
      expect(readFileSync(join(asked.folder, file), 'utf8')).toBe(
        readFileSync(join(unasked.folder, file), 'utf8'),
      );
    }
  });

  it('says what is in the way before it asks', async () => {
    const place = emptyPlace();
    writeFileSync(join(place.folder, CONFIG), 'mine');
    const at = startInTerminal(['init'], place);
    expect((await at.ended).code).toBe(2);
    expect(at.screen()).not.toContain('?');
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('writes nothing after %s', async (_what, key) => {
    const place = emptyPlace();
    const at = startInTerminal(['init'], place);
    await at.sees('Your own server');
    at.types('\r');
    await at.sees('The number');
    at.types(key);
    expect((await at.ended).code).toBe(130);
    expect(filesIn(place.folder)).toEqual([]);
  });
});
