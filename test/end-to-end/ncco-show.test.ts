import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runShow } from '../../src/commands/ncco/show.ts';
import type { World } from '../../src/world.ts';
import { newPlace, runCli } from '../support/cli.ts';
import { fakeWorld } from '../support/fake-world.ts';

const FILES: Readonly<Record<string, string>> = {
  'answer.json': '[{ "action": "talk", "text": "Hello" }]\n',
  'bad.json': '[{ "action": "talk" }, { "action": "hangup" }, { "action": "talk", "text": "Still here" }]\n',
  'range.json': '[{ "action": "talk", "text": "Hi", "level": 7 }]\n',
  'comment.json': '[\n  // a comment\n  { "action": "talk", "text": "Hi" },\n]\n',
  'wrapped.json': '{ "ncco": [{ "action": "talk", "text": "Hi" }] }\n',
  'single.yaml': 'action: talk\ntext: Hi\n',
  'twice.json': '[{ "action": "talk", "text": "One", "text": "Two" }]\n',
  'map.yaml': 'one:\n  - action: talk\n    text: One\ntwo:\n  - action: wait\n',
  'package.json': '{ "name": "not an NCCO" }\n',
  'secret.json':
    '[{ "action": "stream", "streamUrl": ["https://cdn.acme.io/a.mp3?token=hush-hush-hush"] }]\n',
  'broken/vonage-flow.config.yaml': `answer: welcome
nccos:
  welcome: ./nccos/nowhere.json
  menu:
    - when: { dtmf.digits: "1" }
      ncco: ./nccos/other.json
`,
  'broken/nccos/other.json': '{ "name": "not an NCCO" }\n',
  'empty/readme.txt': 'Nothing here.\n',
};

const IVR = fileURLToPath(new URL('../../examples/ivr', import.meta.url));
const place = newPlace();

beforeAll(() => {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(place.folder, name)), { recursive: true });
    writeFileSync(join(place.folder, name), text);
  }
  cpSync(IVR, join(place.folder, 'ivr'), { recursive: true });
});
afterAll(() => place.remove());

/** Stdout, stderr and exit code as one page. */
const page = async (line: string): Promise<string> => {
  const ran = await runCli(line.split(' '), place);
  const text = `${ran.stdout}${ran.stderr === '' ? '' : `--- stderr\n${ran.stderr}`}--- exit ${ran.code}\n`;
  return `$ vonage-flow ${line}\n${text.replaceAll(place.folder, '<folder>')}`;
};

describe('vonage-flow ncco show', () => {
  it.each<[name: string, line: string]>([
    ['show', 'ncco show answer.json'],
    ['show-config', 'ncco show ivr'],
    ['show-mermaid', 'ncco show --format mermaid ivr/vonage-flow.config.yaml'],
    ['show-json', 'ncco show --json answer.json'],
    ['show-several', 'ncco show wrapped.json single.yaml map.yaml twice.json'],
    ['show-faulty', 'ncco show bad.json answer.json'],
    ['show-linted', 'ncco show range.json'],
    ['show-broken-config', 'ncco show broken/vonage-flow.config.yaml'],
    ['show-secret', 'ncco show secret.json'],
    ['show-unreadable', 'ncco show comment.json'],
    ['show-no-ncco', 'ncco show package.json'],
    ['show-folder-without', 'ncco show empty'],
    ['show-missing', 'ncco show nowhere.json'],
    ['show-nothing-named', 'ncco show'],
    ['show-address', 'ncco show http://localhost:8080/answer'],
  ])('%s', async (name, line) => {
    await expect(await page(line)).toMatchFileSnapshot(`../cases/cli/ncco/${name}.txt`);
  });

  it('takes the config of the folder it is in', async () => {
    const { stdout } = await runCli(['ncco', 'show'], { ...place, folder: join(place.folder, 'ivr') });
    expect(stdout).toMatch(/^vonage-flow\.config\.yaml\n\na call comes in → welcome/);
  });

  /** In this process, at a terminal or with something on standard input. */
  const shown = async (named: readonly string[], options: Parameters<typeof fakeWorld>[0]) => {
    const world = fakeWorld(options);
    const here: World = { ...world, cwd: place.folder };
    await runShow(named, {}, here);
    return world.stdout.text() + world.stderr.text();
  };

  it.each([
    ['JSON', FILES['bad.json']!],
    ['YAML', '- action: talk\n- action: hangup\n- { action: talk, text: Still here }\n'],
  ])('reads %s on standard input', async (_language, stdin) => {
    expect(await shown(['-'], { stdin })).toBe(`<stdin>
├─ does not run: talk (text: "text" is missing)
├─ does not run: hangup (there is no action "hangup")
├─ says “Still here”
└─ the call ends
! There are faults in it: a call would be dropped. Where, why, and how to mend them:
  vonage-flow ncco validate - < file
`);
  });

  it('is as wide as the terminal, up to what is read well', async () => {
    const at = async (columns: number): Promise<number> => {
      const text = await shown(['ivr'], { isTerminal: true, columns });
      return Math.max(...text.split('\n').map((line) => line.length));
    };
    expect(await at(60)).toBeLessThanOrEqual(60);
    expect(await at(80)).toBeGreaterThan(60);
    expect(await at(400)).toBeLessThanOrEqual(120);
  });

  it('has colour where there is colour', async () => {
    const colorful = await shown(['ivr'], { isTerminal: true, colorLevel: 2 });
    expect(colorful).toContain('\u001b[');
    // The words are the same.
    expect(colorful.replace(/\u001b\[[\d;]*m/g, '')).toBe(await shown(['ivr'], { isTerminal: true }));
  });

  it('is JSON as docs/ncco-show.md has it', async () => {
    const docs = readFileSync(new URL('../../docs/ncco-show.md', import.meta.url), 'utf8');
    const example = /```json\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';
    const input = /```yaml\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';
    writeFileSync(join(place.folder, 'docs.config.yaml'), input);
    const { stdout } = await runCli(['ncco', 'show', '--json', 'docs.config.yaml'], place);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(example.replace(/^\s*\/\/.*$/gm, '')));
  });
});
