import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newPlace, type Place, runCli } from '../support/cli.ts';

const BIN = fileURLToPath(new URL('../../bin/vonage-flow.js', import.meta.url));

const FILES: Readonly<Record<string, string>> = {
  'bad.json': `[
  { "action": "talk", "text": "Hello", "barge_in": true },
  { "action": "input", "type": "dtmf", "eventUrl": ["https://undefined/dtmf"] }
]
`,
  'good.json': '[{ "action": "talk", "text": "Hello" }]\n',
  'hopeless.json': '[{ "action": "inptu" }]\n',
  'alias.yaml':
    '- action: connect\n  from: &us "+14155550100"\n  endpoint: [{ type: phone, number: *us }]\n  timeout: "45"\n',
  'comma.json': '[{ "action": "Talk", "text": "Hello" },]\n',
  'project/vonage-flow.config.yaml': `answer: welcome
nccos:
  welcome: # inline
    - { action: talk, text: "Press 1", bargein: true }
    - { action: input, type: dtmf, eventUrl: ["{{ urls.sorry }}"] }
  sorry: ./nccos/sorry.yaml # a file of its own
`,
  'project/nccos/sorry.yaml': '- action: talk\n  text: Sorry\n  loop: "1" # once\n',
};

let place: Place;

beforeEach(() => {
  place = newPlace();
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(place.folder, name)), { recursive: true });
    writeFileSync(join(place.folder, name), text);
  }
});
afterEach(() => place.remove());

const at = (name: string): string => join(place.folder, name);
const textOf = (name: string): string => readFileSync(at(name), 'utf8');

/** What was said, and every file that is another one afterwards. */
const page = async (line: string, env = {}): Promise<string> => {
  const ran = await runCli(line.split(' '), place, env);
  return pageOf(line, ran);
};

const pageOf = (line: string, ran: { stdout: string; stderr: string; code: number | null }): string => {
  const changed = Object.keys(FILES).filter((name) => textOf(name) !== FILES[name]);
  const said = `${ran.stdout}${ran.stderr === '' ? '' : `--- stderr\n${ran.stderr}`}--- exit ${ran.code}\n`;
  const files = changed.map((name) => `--- ${name} is now\n${textOf(name)}`);
  return `$ vonage-flow ${line}\n${said.replaceAll(place.folder, '<folder>')}${files.join('')}`;
};

describe('vonage-flow ncco validate', () => {
  it.each<[name: string, line: string]>([
    ['fix', 'ncco validate --fix bad.json good.json'],
    ['fix-config', 'ncco validate --fix project'],
    ['fix-nothing-to-do', 'ncco validate --fix good.json'],
    ['fix-nothing-it-can', 'ncco validate --fix hopeless.json'],
    ['fix-left', 'ncco validate --fix alias.yaml'],
    ['fix-not-readable', 'ncco validate --fix comma.json'],
    ['fix-json', 'ncco validate --fix --json --rule option-spelling=off bad.json'],
    ['fix-dry-run', 'ncco validate --fix-dry-run bad.json project'],
    ['fix-dry-run-nothing-to-do', 'ncco validate --fix-dry-run good.json'],
    ['fix-both', 'ncco validate --fix --fix-dry-run bad.json'],
    ['fix-server', 'ncco validate --fix bad.json http://127.0.0.1:1/answer'],
    ['fix-stdin-and-file', 'ncco validate --fix - bad.json'],
  ])('%s', async (name, line) => {
    await expect(await page(line)).toMatchFileSnapshot(`../cases/cli/ncco/${name}.txt`);
  });

  it('colours the diff', async () => {
    const coloured = await page('ncco validate --fix-dry-run bad.json', { FORCE_COLOR: '1' });
    await expect(coloured.replaceAll('\u001b', '<esc>')).toMatchFileSnapshot(
      '../cases/cli/ncco/fix-dry-run-coloured.txt',
    );
  });

  it.each([['--fix'], ['--fix-dry-run']])('%s takes standard input', async (flag) => {
    const line = `ncco validate ${flag} -`;
    const ran = spawnSync(process.execPath, [BIN, ...line.split(' ')], {
      cwd: place.folder,
      input: FILES['bad.json'],
      env: { PATH: process.env['PATH'], HOME: place.home, NODE_OPTIONS: process.env['NODE_OPTIONS'] ?? '' },
      encoding: 'utf8',
    });
    await expect(pageOf(line, { ...ran, code: ran.status })).toMatchFileSnapshot(
      `../cases/cli/ncco/fix-stdin${flag === '--fix' ? '' : '-dry-run'}.txt`,
    );
  });

  it('leaves a read-only file, and says which were mended before', async () => {
    cpSync(at('bad.json'), at('protected.json'));
    chmodSync(at('protected.json'), 0o444);
    await expect(await page('ncco validate --fix alias.yaml protected.json')).toMatchFileSnapshot(
      '../cases/cli/ncco/fix-read-only.txt',
    );
    expect(textOf('protected.json')).toBe(FILES['bad.json']);
  });

  it('writes what a link leads to, keeps its mode, and leaves nothing behind', async () => {
    mkdirSync(at('elsewhere'));
    cpSync(at('bad.json'), at('elsewhere/real.json'));
    chmodSync(at('elsewhere/real.json'), 0o640);
    rmSync(at('bad.json'));
    symlinkSync('elsewhere/real.json', at('bad.json'));
    await runCli(['ncco', 'validate', '--fix', 'bad.json', 'elsewhere'], place);
    expect(readdirSync(at('elsewhere'))).toEqual(['real.json']);
    expect(textOf('elsewhere/real.json')).toContain('"bargeIn"');
    expect(textOf('bad.json')).toBe(textOf('elsewhere/real.json'));
    expect(statSync(at('elsewhere/real.json')).mode & 0o777).toBe(0o640);
  });

  it('gives a diff that patch and git understand', async () => {
    const { stdout } = await runCli(['ncco', 'validate', '--fix-dry-run', 'bad.json', 'project'], place);
    const applied = spawnSync('git', ['apply', '-'], { cwd: place.folder, input: stdout, encoding: 'utf8' });
    expect(applied.stderr).toBe('');
    const patched = ['bad.json', 'project/vonage-flow.config.yaml', 'project/nccos/sorry.yaml'].map(textOf);
    for (const [name, text] of Object.entries(FILES)) writeFileSync(at(name), text);
    await runCli(['ncco', 'validate', '--fix', 'bad.json', 'project'], place);
    expect(['bad.json', 'project/vonage-flow.config.yaml', 'project/nccos/sorry.yaml'].map(textOf)).toEqual(
      patched,
    );
  });
});
